using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Streams.Shared;

/// <summary>How XREAD and XREADGROUP reply: streams by their keys, in RESP3 a map.</summary>
internal static class StreamReadReply
{
    public static void Begin(RespWriter reply, int streams)
    {
        if (reply.Version >= 3) reply.Map(streams);
        else reply.Array(streams);
    }

    public static void BeginStream(RespWriter reply, ReadOnlySpan<byte> key)
    {
        if (reply.Version < 3) reply.Array(2);
        reply.Bulk(key);
    }
}

using ActorKv.Core.DataTypes.Streams;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Streams.Shared;

internal static class ClaimReply
{
    /// <summary>Replies claimed entries, or just their ids.</summary>
    public static void Write(RespWriter reply, EntryStream stream, scoped in IdList claimed, bool justIds)
    {
        reply.Array(claimed.Count);
        for (int i = 0; i < claimed.Count; i++)
        {
            if (justIds)
            {
                StreamInfo.Reply(reply, claimed[i]);
                continue;
            }
            StreamCursor entry = new(stream, claimed[i], claimed[i], reverse: false);
            entry.MoveNext();
            entry.Reply(reply);
        }
    }
}

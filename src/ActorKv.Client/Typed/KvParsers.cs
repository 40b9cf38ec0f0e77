// How replies are read, once for all typed methods.

namespace ActorKv;

internal static class KvParsers
{
    public static readonly KvReplyParser<long> Int64 = static (ref reply) => reply.ReadInt64();

    public static readonly KvReplyParser<double> Double = static (ref reply) => reply.ReadDouble();

    public static readonly KvReplyParser<bool> Boolean = static (ref reply) => reply.ReadBoolean();

    /// <summary>OK, or anything else that is no error and no null.</summary>
    public static readonly KvReplyParser<bool> Ok = static (ref reply) =>
    {
        bool isNull = reply.TryReadNull();
        return !isNull;
    };
}

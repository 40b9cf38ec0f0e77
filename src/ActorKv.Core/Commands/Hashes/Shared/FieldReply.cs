// The value of a field as a reply, or nil when the field or the whole hash is missing.

using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Hashes.Shared;

internal static class FieldReply
{
    /// <summary>Replies a field's value. False when there is none.</summary>
    public static bool Value(RespWriter reply, HashValue? hash, ReadOnlySpan<byte> field)
    {
        if (hash is null || !hash.TryGet(field, out PackedElement value))
        {
            reply.Null();
            return false;
        }
        value.Reply(reply);
        return true;
    }
}

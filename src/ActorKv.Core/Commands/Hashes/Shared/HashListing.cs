// HGETALL, HKEYS and HVALS: the whole of a hash, or one side of it.

using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes.Shared;

[Flags]
internal enum HashParts
{
    Fields = 1,
    Values = 2,
    FieldsAndValues = Fields | Values,
}

internal static class HashListing
{
    public static void Execute(ref ArgReader args, KeyTurn turn, HashParts parts)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out HashValue? hash)) return;
        int count = hash?.Count ?? 0;
        if (parts == HashParts.FieldsAndValues) turn.Reply.Map(count);
        else turn.Reply.Array(count);
        if (hash is null) return;
        for (HashCursor at = hash.Fields; at.MoveNext();)
        {
            if ((parts & HashParts.Fields) != 0) at.Field.Reply(turn.Reply);
            if ((parts & HashParts.Values) != 0) at.Value.Reply(turn.Reply);
        }
    }
}

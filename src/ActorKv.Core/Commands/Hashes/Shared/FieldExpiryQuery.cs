// HTTL, HPTTL, HEXPIRETIME and HPEXPIRETIME: -2 for a missing field, -1 for one that never expires. Seconds are rounded up, so that a field
// is never said to have none left while it is there.

using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes.Shared;

internal static class FieldExpiryQuery
{
    public static void Execute(ref ArgReader args, KeyTurn turn, bool inSeconds, bool fromNow)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out HashValue? hash) || !FieldList.TryRead(ref args, turn, Errors.FieldCountNotPositive)) return;
        turn.Reply.Array(args.Remaining);
        while (!args.AtEnd)
        {
            ReadOnlySpan<byte> field = args.Next();
            long deadline = hash?.DeadlineOf(field) ?? -1;
            if (deadline < 0)
            {
                turn.Reply.Integer(hash is not null && hash.Contains(field) ? -1 : -2);
                continue;
            }
            long time = fromNow ? deadline - turn.Now : deadline;
            turn.Reply.Integer(inSeconds ? (time + 999) / 1000 : time);
        }
    }
}

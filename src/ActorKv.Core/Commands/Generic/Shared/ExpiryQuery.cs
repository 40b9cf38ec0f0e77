// TTL, PTTL, EXPIRETIME and PEXPIRETIME: -2 for a missing key, -1 for one that never expires. Asking is not an access.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic.Shared;

internal static class ExpiryQuery
{
    public static void Execute(ref ArgReader args, KeyTurn turn, bool inSeconds, bool fromNow)
    {
        KeyEntry key = turn.Peek(args.Next());
        long deadline = key.Expiry;
        if (deadline < 0)
        {
            turn.Reply.Integer(key.Exists ? -1 : -2);
            return;
        }
        long time = fromNow ? deadline - turn.Now : deadline;
        // Rounded without a sign: the latest deadline there is plus half a second exceeds a signed number.
        turn.Reply.Integer(inSeconds ? (long)(((ulong)time + 500) / 1000) : time);
    }
}

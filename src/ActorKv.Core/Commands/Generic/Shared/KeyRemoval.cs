// What DEL and UNLINK share: remove each key that is there, log it, count.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic.Shared;

internal static class KeyRemoval
{
    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        int removed = 0;
        while (!args.AtEnd)
        {
            KeyEntry key = turn[args.Next()];
            if (!key.Exists) continue;
            key.DeleteAndNotify();
            turn.Log(in key, "DEL"u8);
            removed++;
        }
        turn.Reply.Integer(removed);
    }
}

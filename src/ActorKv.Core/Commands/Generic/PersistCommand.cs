// PERSIST key
//
// Takes a key's expiry away, so that it lives until it is removed.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class PersistCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("PERSIST")
    {
        Group = CommandGroup.Generic, Since = "2.2.0", Complexity = "O(1)",
        Summary = "Takes the expiry of a key away.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        bool expires = key.Expiry >= 0;
        if (expires)
        {
            key.SetExpiry(-1);
            turn.Log(in key, "PERSIST"u8);
            turn.Notify(KeyEvents.Generic, "persist"u8, in key);
        }
        turn.Reply.Integer(expires);
    }
}

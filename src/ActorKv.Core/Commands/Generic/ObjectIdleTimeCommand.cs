// OBJECT IDLETIME key
//
// Seconds since the last access. Only while access times are what the server keeps: under an LFU policy the same bits count accesses.

using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class ObjectIdleTimeCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("IDLETIME")
    {
        Group = CommandGroup.Generic, Since = "2.2.3", Complexity = "O(1)",
        Summary = "Tells how long ago a key was accessed last, in seconds.",
        Syntax = "key",
        Arity = 3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(2, KeyAccess.Inspect)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn.Peek(args.Next(), tellsMiss: false);
        if (!key.Exists) turn.Reply.Null();
        else if (turn.Settings.Lfu)
        {
            turn.Reply.Error("ERR An LFU maxmemory policy is selected, idle time not tracked. "u8 +
                "Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust."u8);
        }
        else turn.Reply.Integer(KeyspaceSettings.IdleSeconds(key.Entry.Meta, turn));
    }
}

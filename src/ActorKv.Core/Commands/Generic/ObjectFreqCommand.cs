// OBJECT FREQ key
//
// The counter of accesses, 0 to 255, that LFU policies evict by. Only under such a policy: otherwise the same bits are a time.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class ObjectFreqCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("FREQ")
    {
        Group = CommandGroup.Generic, Since = "4.0.0", Complexity = "O(1)",
        Summary = "Tells how often a key is accessed, on a logarithmic scale.",
        Syntax = "key",
        Arity = 3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(2, KeyAccess.Inspect)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn.Peek(args.Next(), tellsMiss: false);
        if (!key.Exists) turn.Reply.Null();
        else if (!turn.Settings.Lfu)
        {
            turn.Reply.Error("ERR An LFU maxmemory policy is not selected, access frequency not tracked. "u8 +
                "Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust."u8);
        }
        else turn.Reply.Integer(turn.Settings.Frequency(key.Entry.Meta, turn));
    }
}

// MEMORY USAGE key [SAMPLES count]
//
// Bytes that a key takes: its name, its value, its cell in the tables. Values know their size, so nothing is sampled and SAMPLES changes
// nothing; it is checked all the same. The numbers are those of this program's own layout, and differ from Redis'.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Server;

internal sealed class MemoryUsageCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("USAGE")
    {
        Group = CommandGroup.Server, Since = "4.0.0", Complexity = "O(1)",
        Summary = "Tells how many bytes a key takes.",
        Syntax = "key [SAMPLES count]",
        Arity = -3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(2, KeyAccess.Inspect)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        long samples = 0;
        while (!args.AtEnd)
        {
            bool given = args.Remaining >= 2 && args.NextIs("SAMPLES"u8);
            if (given && !args.TryNextInt64(out samples))
            {
                turn.Reply.Error(Errors.NotAnInteger);
                return;
            }
            if (given && samples >= 0) continue;
            turn.Reply.Error(Errors.Syntax);
            return;
        }
        KeyEntry key = turn.Peek(name);
        if (key.Exists) turn.Reply.Integer(key.MemoryUsage);
        else turn.Reply.Null();
    }
}

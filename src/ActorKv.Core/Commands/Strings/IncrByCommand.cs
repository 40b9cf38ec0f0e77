// INCRBY key increment
//
// Adds to an integer. Also the effect that INCR, DECR and DECRBY leave in the journal (Shared/IntegerStep.cs). The increment is checked
// before the key, as in Redis: a bad number wins over a wrong type.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class IncrByCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("INCRBY")
    {
        Group = CommandGroup.String, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Adds a given number to an integer.",
        Syntax = "key increment",
        Arity = 3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (args.TryNextInt64(out long increment)) IntegerStep.Add(name, increment, turn);
        else turn.Reply.Error(Errors.NotAnInteger);
    }
}

// DECR key
//
// Subtracts one from an integer; a missing key counts as 0.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class DecrCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("DECR")
    {
        Group = CommandGroup.String, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Subtracts one from an integer.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => IntegerStep.Add(args.Next(), -1, turn);
}

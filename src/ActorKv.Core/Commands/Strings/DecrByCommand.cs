// DECRBY key decrement
//
// Subtracts from an integer, as INCRBY of the negative. The one number without a negative, -2^63, is refused with an error of its own.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class DecrByCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("DECRBY")
    {
        Group = CommandGroup.String, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Subtracts a given number from an integer.",
        Syntax = "key decrement",
        Arity = 3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!args.TryNextInt64(out long decrement)) turn.Reply.Error(Errors.NotAnInteger);
        else if (decrement == long.MinValue) turn.Reply.Error("ERR decrement would overflow"u8);
        else IntegerStep.Add(name, -decrement, turn);
    }
}

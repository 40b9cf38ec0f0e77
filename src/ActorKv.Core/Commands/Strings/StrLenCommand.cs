// STRLEN key
//
// The number of bytes in a string; 0 when the key is missing.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class StrLenCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("STRLEN")
    {
        Group = CommandGroup.String, Since = "2.2.0", Complexity = "O(1)",
        Summary = "Tells the length of a string in bytes.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Inspect)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (key.TryGetString(out ReadOnlySpan<byte> value)) turn.Reply.Integer(value.Length);
    }
}

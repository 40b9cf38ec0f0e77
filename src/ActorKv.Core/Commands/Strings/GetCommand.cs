// GET key
//
// Reads a string. The smallest command there is: everything else looks like this.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class GetCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GET")
    {
        Group = CommandGroup.String, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Reads a string.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGetString(out ReadOnlySpan<byte> value)) return;
        if (key.Exists) turn.Reply.Bulk(value);
        else turn.Reply.Null();
    }
}

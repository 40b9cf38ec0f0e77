// LLEN key
//
// The number of elements; a missing key counts as an empty list.

using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class LLenCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LLEN")
    {
        Group = CommandGroup.List, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Returns the length of a list.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Inspect)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (key.TryGet(out QuickList? list)) turn.Reply.Integer(list?.Count ?? 0);
    }
}

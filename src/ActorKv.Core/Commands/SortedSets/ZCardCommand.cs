// ZCARD key
//
// Number of members; 0 for a missing key.

using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZCardCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZCARD")
    {
        Group = CommandGroup.SortedSet, Since = "1.2.0", Complexity = "O(1)",
        Summary = "Returns the number of members.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Inspect)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (key.TryGet(out SortedSetValue? set)) turn.Reply.Integer(set?.Count ?? 0);
    }
}

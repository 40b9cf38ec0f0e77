// ZINTERSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM|MIN|MAX]
//
// ZINTER whose result becomes a sorted set, or replaces what is there; without any members the destination goes. The log gets the result as a
// whole, since the sources may lie in other key shards.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZInterStoreCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZINTERSTORE")
    {
        Group = CommandGroup.SortedSet, Since = "2.0.0",
        Complexity = "O(N*K)+O(M*log(M)), N the members of the smallest source, K the sources, M the members of the result",
        Summary = "Stores the intersection of sorted sets.",
        Syntax = "destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX>]",
        Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.MovableKeys,
        Keys = [KeySpec.At(1, KeyAccess.Replace), KeySpec.Counted(2, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => Combination.Store(ref args, turn, CombinationKind.Intersection, Spec);
}

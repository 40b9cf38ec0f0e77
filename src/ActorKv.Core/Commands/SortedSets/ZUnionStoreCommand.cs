// ZUNIONSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM|MIN|MAX]
//
// ZUNION whose result becomes a sorted set, or replaces what is there; without any members the destination goes. The log gets the result as a
// whole, since the sources may lie in other key shards.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZUnionStoreCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZUNIONSTORE")
    {
        Group = CommandGroup.SortedSet, Since = "2.0.0",
        Complexity = "O(N)+O(M*log(M)), N the members of all sources, M those of the result",
        Summary = "Stores the union of sorted sets.",
        Syntax = "destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX>]",
        Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.MovableKeys,
        Keys = [KeySpec.At(1, KeyAccess.Replace), KeySpec.Counted(2, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => Combination.Store(ref args, turn, CombinationKind.Union, Spec);
}

// ZRANGESTORE dst src min max [BYSCORE|BYLEX] [REV] [LIMIT offset count]
//
// ZRANGE whose members, with their scores, become another sorted set, or replace what is there. Without any the destination goes.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZRangeStoreCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZRANGESTORE")
    {
        Group = CommandGroup.SortedSet, Since = "6.2.0", Complexity = "O(log(N)+M), N the members, M those stored",
        Summary = "Stores the members of a range as another sorted set.",
        Syntax = "dst src min max [BYSCORE | BYLEX] [REV] [LIMIT offset count]",
        Arity = -5, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.Replace), KeySpec.At(2, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> destination = args.Next(), name = args.Next();
        if (!SortedSetRange.TryRead(ref args, turn, RangeUnit.AsAsked, RangeOrder.AsAsked, takesScores: false, out SortedSetRange range)) return;
        KeyEntry source = turn.Read(name);
        if (!source.TryGet(out SortedSetValue? set)) return;
        SortedSetStore.Execute(turn, destination, set?.CopyOf(range.In(set), turn.Settings), "zrangestore"u8);
    }
}

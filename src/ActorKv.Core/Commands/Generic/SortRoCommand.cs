// SORT_RO key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA]
//
// SORT without STORE, which makes it a command that only reads.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class SortRoCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SORT_RO")
    {
        Group = CommandGroup.Generic, Since = "7.0.0", Complexity = "O(N+M*log(M)) for N elements of which M are sorted; O(N) when BY asks for no order",
        Summary = "Sorts the elements of a list, a set or a sorted set; never changes a key.",
        Syntax = "key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA]",
        Arity = -2, Flags = CommandFlags.ReadOnly | CommandFlags.MovableKeys,
        Keys = [KeySpec.At(1, KeyAccess.Read), KeySpec.ByPattern(KeyAccess.Read, SortKeys.HasPatterns)],
        ExtraCategories = ["list", "set", "sortedset", "dangerous"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!SortOptions.TryRead(ref args, turn, takesStore: false, out SortOptions options)) return;
        using SortElements sorted = new();
        if (Sorting.TrySort(name, in options, turn, sorted)) Sorting.Reply(in options, turn, sorted);
    }
}

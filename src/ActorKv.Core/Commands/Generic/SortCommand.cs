// SORT key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA] [STORE destination]
//
// Replies the elements of a list, set or sorted set in order, or values found by them; with STORE makes a list of these. The list is
// logged whole, as AKV.PUT: what BY and GET found may lie in any key shard, and replay has one.
//
// BY and GET name keys that nobody knows before the elements are read, so a request that has them holds every key shard
// (Shared/SortKeys.cs). Without them SORT holds the shard of its key, and that of its destination.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class SortCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SORT")
    {
        Group = CommandGroup.Generic, Since = "1.0.0", Complexity = "O(N+M*log(M)) for N elements of which M are sorted; O(N) when BY asks for no order",
        Summary = "Sorts the elements of a list, a set or a sorted set.",
        Syntax = "key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC] [ALPHA] [STORE destination]",
        Arity = -2, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.MovableKeys,
        Keys =
        [
            KeySpec.At(1, KeyAccess.Read), KeySpec.ByPattern(KeyAccess.Read, SortKeys.HasPatterns),
            KeySpec.Found(KeyAccess.Replace, SortKeys.FindDestination),
        ],
        ExtraCategories = ["list", "set", "sortedset", "dangerous"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!SortOptions.TryRead(ref args, turn, takesStore: true, out SortOptions options)) return;
        using SortElements sorted = new();
        if (!Sorting.TrySort(name, in options, turn, sorted)) return;
        if (options.Destination > 0) Store(args.Request[options.Destination], in options, turn, sorted);
        else Sorting.Reply(in options, turn, sorted);
    }

    private static void Store(ReadOnlySpan<byte> destination, in SortOptions options, KeyTurn turn, SortElements sorted)
    {
        QuickList list = Sorting.ToList(in options, turn, sorted);
        KeyEntry target = turn[destination];
        if (list.Count > 0)
        {
            target.Put(list);
            target.SetExpiry(-1);
            KeyTransfer.LogWhole(in target, turn);
            turn.CountChanges((int)list.Count - 1);
            turn.Notify(KeyEvents.List, "sortstore"u8, in target);
        }
        else if (target.Exists)
        {
            target.DeleteAndNotify();
            turn.Log(in target, "DEL"u8);
        }
        turn.Reply.Integer(list.Count);
    }
}

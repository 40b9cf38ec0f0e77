// LTRIM key start stop
//
// Keeps the elements from one index to another and removes the rest. A range without elements removes the key.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class LTrimCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LTRIM")
    {
        Group = CommandGroup.List, Since = "1.0.0", Complexity = "O(N) for N elements removed, whole nodes at once",
        Summary = "Cuts a list down to a range of its elements.",
        Syntax = "key start stop",
        Arity = 4, Flags = CommandFlags.Write,
        Keys = [KeySpec.At(1, KeyAccess.Take)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!ListRange.TryRead(ref args, turn, out ListRange range)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out QuickList? list)) return;
        if (list is not null) Trim(ref key, turn, list, in range, in args);
        turn.Reply.Ok();
    }

    private static void Trim(ref KeyEntry key, KeyTurn turn, QuickList list, in ListRange range, scoped in ArgReader args)
    {
        (long start, long count) = range.Within(list.Count);
        long removed = list.Count - count;
        turn.Notify(KeyEvents.List, "ltrim"u8, in key);
        if (removed == 0) return;
        turn.LogAsAsked(in key, in args);
        turn.CountChanges((int)Math.Min(removed - 1, int.MaxValue));
        list.RemoveRange(start + count, list.Count - start - count);
        list.RemoveRange(0, start);
        ListPop.DeleteIfEmpty(ref key, list);
    }
}

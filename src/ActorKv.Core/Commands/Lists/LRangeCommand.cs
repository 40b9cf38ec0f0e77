// LRANGE key start stop
//
// The elements from one index to another, both included, negative ones from the tail. What lies outside the list is cut off.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class LRangeCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LRANGE")
    {
        Group = CommandGroup.List, Since = "1.0.0", Complexity = "O(S+N), S the elements between start and the nearer end (whole nodes skipped at once), N those returned",
        Summary = "Returns a range of elements.",
        Syntax = "key start stop",
        Arity = 4, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!ListRange.TryRead(ref args, turn, out ListRange range)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out QuickList? list)) return;
        (long start, long count) = range.Within(list?.Count ?? 0);
        turn.Reply.Array((int)count);
        if (count == 0) return;
        ListCursor at = list!.Seek(start);
        for (; count > 0; count--)
        {
            at.Current.Reply(turn.Reply);
            at.MoveNext();
        }
    }
}

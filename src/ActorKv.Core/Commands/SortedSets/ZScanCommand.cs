// ZSCAN key cursor [MATCH pattern] [COUNT count]
//
// Walks over the members in steps, and replies members and scores. A packed sorted set comes back whole and in order.
//
// Scores are spelt in their own way here, as in Redis: those of a packed set as the listpack has them (100000000000000000), others
// with 17 digits (1e+17), and as bulk strings with RESP3 too.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZScanCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZSCAN")
    {
        Group = CommandGroup.SortedSet, Since = "2.8.0", Complexity = "O(1) for a call, O(N) for a complete walk over N members",
        Summary = "Walks over members and scores in steps.",
        Syntax = "key cursor [MATCH pattern] [COUNT count]",
        Arity = -3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!TableScan.TryBegin(ref args, turn, out SortedSetValue? set, out ulong cursor)) return;
        if (!ScanOptions.TryRead(ref args, turn, takesType: false, out ScanOptions options)) return;
        List<int> found = turn.NewNumberList();
        if (set.Table is not null) cursor = TableScan.Walk(set.Table, cursor, options.Count, found);
        else
        {
            cursor = 0;
            for (SortedSetCursor at = set.CursorAt(0); at.IsAtMember; at.MoveNext()) found.Add(at.Position);
        }
        TableScan.BeginReply(turn.Reply, cursor);
        Reply(turn.Reply, set, found, in options);
    }

    private static void Reply(RespWriter reply, SortedSetValue set, List<int> found, in ScanOptions options)
    {
        Span<byte> scratch = stackalloc byte[DoubleText.MaxLength];
        int kept = 0;
        for (int i = 0; i < found.Count; i++)
            if (options.Matches(set.MemberAt(found[i]).Text(scratch))) found[kept++] = found[i];
        found.RemoveRange(kept, found.Count - kept);
        reply.Array(kept * 2);
        foreach (int position in found)
        {
            set.MemberAt(position).Reply(reply);
            double score = set.ScoreAt(position);
            if (set.Table is null) SortedSetValue.PackedScoreOf(score, scratch).Reply(reply);
            else reply.Bulk(DoubleText.Format(score, scratch));
        }
    }
}

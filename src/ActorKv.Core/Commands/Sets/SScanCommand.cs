// SSCAN key cursor [MATCH pattern] [COUNT count]
//
// Walks over the members of a set in steps, with the guarantee that SCAN gives for keys. A set that is packed comes back whole, with the cursor 0.
// A missing key and a wrong type are answered before the options are looked at, and after the cursor.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SScanCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SSCAN")
    {
        Group = CommandGroup.Set, Since = "2.8.0", Complexity = "O(1) for a call, O(N) for a complete walk over N members",
        Summary = "Walks over the members of a set in steps.",
        Syntax = "key cursor [MATCH pattern] [COUNT count]",
        Arity = -3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!TableScan.TryBegin(ref args, turn, out SetValue? set, out ulong cursor)) return;
        if (!ScanOptions.TryRead(ref args, turn, takesType: false, out ScanOptions options)) return;
        List<int> found = turn.NewNumberList();
        cursor = Walk(set, cursor, in options, found);
        Keep(found, set, in options);
        TableScan.BeginReply(turn.Reply, cursor);
        turn.Reply.Array(found.Count);
        foreach (int position in found) set[position].Reply(turn.Reply);
    }

    private static ulong Walk(SetValue set, ulong cursor, in ScanOptions options, List<int> found)
    {
        if (set.Table is { } table) return TableScan.Walk(table, cursor, options.Count, found);
        for (SetValue.Enumerator at = set.GetEnumerator(); at.MoveNext();) found.Add(at.Position);
        return 0;
    }

    // Leaves those that match.
    private static void Keep(List<int> found, SetValue set, in ScanOptions options)
    {
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        int kept = 0;
        for (int i = 0; i < found.Count; i++)
            if (options.Matches(set[found[i]].Text(scratch))) found[kept++] = found[i];
        found.RemoveRange(kept, found.Count - kept);
    }
}

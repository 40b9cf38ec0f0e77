// HSCAN key cursor [MATCH pattern] [COUNT count] [NOVALUES]
//
// Walks over the fields in steps, with SCAN's guarantee: a field that is there from the first call to the last is returned at least once.
// A packed hash comes back in one call, whatever cursor and COUNT say. NOVALUES leaves the values out.
//
// The options of a missing key are not looked at, as in Redis.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HScanCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HSCAN")
    {
        Group = CommandGroup.Hash, Since = "2.8.0", Complexity = "O(1) for a call, O(N) for a complete walk over N fields",
        Summary = "Walks over the fields of a hash in steps.",
        Syntax = "key cursor [MATCH pattern] [COUNT count] [NOVALUES]",
        Arity = -3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!TableScan.TryBegin(ref args, turn, out HashValue? hash, out ulong cursor)) return;
        if (!ScanOptions.TryRead(ref args, turn, takesType: false, out ScanOptions options, takesNoValues: true)) return;
        if (hash.Table is { } table) Walk(table, cursor, in options, turn);
        else ReplyAll(hash, in options, turn.Reply);
    }

    private static void Walk(FieldTable table, ulong cursor, in ScanOptions options, KeyTurn turn)
    {
        List<int> found = turn.NewNumberList();
        cursor = TableScan.Walk(table, cursor, options.Count, found);
        int matching = 0;
        for (int i = 0; i < found.Count; i++)
            if (options.Matches(table[found[i]].Field)) found[matching++] = found[i];
        TableScan.BeginReply(turn.Reply, cursor);
        turn.Reply.Array(options.NoValues ? matching : 2 * matching);
        for (int i = 0; i < matching; i++)
        {
            ref FieldEntry entry = ref table[found[i]];
            turn.Reply.Bulk(entry.Field);
            if (!options.NoValues) turn.Reply.Bulk(entry.Value);
        }
    }

    private static void ReplyAll(HashValue hash, in ScanOptions options, RespWriter reply)
    {
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        int matching = 0;
        for (HashCursor at = hash.Fields; at.MoveNext();)
            if (options.Matches(at.Field.Text(scratch))) matching++;
        TableScan.BeginReply(reply, 0);
        reply.Array(options.NoValues ? matching : 2 * matching);
        for (HashCursor at = hash.Fields; at.MoveNext();)
        {
            if (!options.Matches(at.Field.Text(scratch))) continue;
            at.Field.Reply(reply);
            if (!options.NoValues) at.Value.Reply(reply);
        }
    }
}

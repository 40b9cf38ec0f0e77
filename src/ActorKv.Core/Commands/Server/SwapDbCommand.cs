// SWAPDB index1 index2
//
// Two databases trade their keys, at once for all sessions. One effect for each key shard that has keys in either; in replay it swaps
// within that key shard alone. Sessions that wait for a key may find it in what was the other database, so those keys are reported.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Server;

internal sealed class SwapDbCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SWAPDB")
    {
        Group = CommandGroup.Server, Since = "4.0.0", Complexity = "O(1), and O(N) over the keys of key shards that clients block on",
        Summary = "Swaps two databases.",
        Syntax = "index1 index2",
        Arity = 3, Flags = CommandFlags.Write | CommandFlags.Fast | CommandFlags.AllKeyShards,
        ExtraCategories = ["keyspace", "dangerous"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> firstText = args.Next(), secondText = args.Next();
        if (!TryParse(firstText, out int first))
        {
            turn.Reply.Error("ERR invalid first DB index"u8);
            return;
        }
        if (!TryParse(secondText, out int second))
        {
            turn.Reply.Error("ERR invalid second DB index"u8);
            return;
        }
        if ((uint)first >= (uint)turn.Databases || (uint)second >= (uint)turn.Databases)
        {
            turn.Reply.Error(Errors.DatabaseOutOfRange);
            return;
        }
        if (first != second) Swap(turn, first, second, firstText, secondText);
        turn.Reply.Ok();
    }

    private static void Swap(KeyTurn turn, int first, int second, ReadOnlySpan<byte> firstText, ReadOnlySpan<byte> secondText)
    {
        foreach (KeyShardState shard in turn.HeldShards)
        {
            if (shard.Existing(first) is not { Count: > 0 } && shard.Existing(second) is not { Count: > 0 }) continue;
            turn.ReportGone(shard, first);
            turn.ReportGone(shard, second);
            shard.Swap(first, second);
            turn.LogShard(shard, first, "SWAPDB"u8, firstText, secondText);
            turn.ReportReady(shard, first);
            turn.ReportReady(shard, second);
        }
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out int database)
    {
        bool fits = Numbers.TryParseInt64(text, out long number) && number is >= int.MinValue and <= int.MaxValue;
        database = (int)number;
        return fits;
    }
}

// PFCOUNT key [key ...]
//
// Estimates how many different elements a HyperLogLog has met, or several together. The standard error is 0.81 %.
//
// Counting one key leaves the number in its string, where GET and DUMP show it and the next PFCOUNT finds it: a write within a command that
// reads, in Redis too. The log has just these eight bytes, `SETRANGE key 8 …`. Several keys are counted anew each time.

using System.Buffers.Binary;
using ActorKv.Core.Commands.HyperLogLogs.Shared;
using ActorKv.Core.DataTypes.HyperLogLogs;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.HyperLogLogs;

internal sealed class PfCountCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("PFCOUNT")
    {
        Group = CommandGroup.HyperLogLog, Since = "2.8.9",
        Complexity = "O(1) for one key that was counted and has not changed since, O(N) with large constants for N keys",
        Summary = "Estimates how many different elements HyperLogLogs have met.",
        Syntax = "key [key ...]",
        Arity = -2, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.Between(1, -1, 1, KeyAccess.ReadWrite | KeyAccess.Access)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (args.Remaining == 1) CountOne(args.Next(), turn);
        else CountAll(ref args, turn);
    }

    private static void CountOne(ReadOnlySpan<byte> name, KeyTurn turn)
    {
        KeyEntry key = turn[name];
        if (!HllKey.TryGet(in key, turn, out ReadOnlySpan<byte> hll)) return;
        long cardinality = 0;
        if (key.Exists && !HllString.TryGetCardinality(hll, out cardinality))
        {
            if (!HllKey.IsIntact(hll, turn)) return;
            cardinality = HllString.Count(hll);
            Span<byte> bytes = stackalloc byte[HllString.CardinalitySize];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, cardinality);
            turn.Log(in key, "SETRANGE"u8, "8"u8, bytes);
            bytes.CopyTo(key.ToBuffer().Writable(hll.Length)[HllString.CardinalityAt..]);
        }
        turn.Reply.Integer(cardinality);
    }

    private static void CountAll(ref ArgReader args, KeyTurn turn)
    {
        using HllMerge merge = new();
        if (!merge.TryAddAll(ref args, turn)) return;
        HllHistogram histogram = default;
        histogram.AddAll(merge.Ranks);
        turn.Reply.Integer(histogram.Estimate());
    }
}

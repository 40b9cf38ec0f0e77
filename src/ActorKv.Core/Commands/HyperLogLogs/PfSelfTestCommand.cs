// PFSELFTEST
//
// Tests the registers and the estimator of this very process, as a computation that goes wrong on some machine would go unnoticed for long.
// Shorter than in Redis: it takes milliseconds, not seconds.

using System.Buffers.Binary;
using System.Globalization;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.HyperLogLogs;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.HyperLogLogs;

internal sealed class PfSelfTestCommand : IKeyCommand
{
    private const int Elements = 100_000, SparseLimit = 3000;

    /// <summary>Standard deviations that an estimate may be off.</summary>
    private const double Tolerance = 6;

    public static CommandSpec Spec { get; } = new("PFSELFTEST")
    {
        Group = CommandGroup.HyperLogLog, Since = "2.8.9", Complexity = "O(1)",
        Summary = "Tests the arithmetic that HyperLogLogs rest on.",
        Arity = 1, Flags = CommandFlags.Admin,
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!DenseKeepsWhatIsRaised(turn.Random)) turn.Reply.Error("TESTFAILED A dense register does not keep its rank"u8);
        else if (FirstBadEstimate(turn.Random.Next()) is { } elements)
            turn.Reply.Error(string.Create(CultureInfo.InvariantCulture, $"TESTFAILED The estimate of {elements} elements is too far off"));
        else turn.Reply.Ok();
    }

    private static bool DenseKeepsWhatIsRaised(TurnRandom random)
    {
        byte[] registers = new byte[DenseHll.Size], expected = new byte[HllString.Registers];
        for (int i = 0; i < 4 * HllString.Registers; i++)
        {
            int register = i % HllString.Registers, rank = (int)(random.Next() & 0x3f);
            if (DenseHll.Raise(registers, register, rank) != rank > expected[register]) return false;
            expected[register] = Math.Max(expected[register], (byte)rank);
        }
        for (int register = 0; register < expected.Length; register++)
            if (DenseHll.Get(registers, register) != expected[register]) return false;
        return true;
    }

    // Sparse at first and dense later, looked at at each power of ten.
    private static int? FirstBadEstimate(ulong seed)
    {
        StringBuffer hll = HllString.Create();
        Span<byte> element = stackalloc byte[8];
        int next = 10;
        for (int elements = 1; elements <= Elements; elements++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(element, seed + (ulong)elements);
            (int register, int rank) = HllString.Place(element);
            HllString.Raise(hll, register, rank, SparseLimit);
            if (elements < next) continue;
            double allowed = Math.Max(2, Tolerance * 1.04 / Math.Sqrt(HllString.Registers) * elements);
            if (Math.Abs(HllString.Count(hll.Value) - elements) > allowed) return elements;
            next *= 10;
        }
        return null;
    }
}

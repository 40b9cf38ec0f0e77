// The registers of a HyperLogLog that has met little, as runs (SparseRun.cs): a few bytes where dense registers take 12 KiB.
//
// A register is raised in place. The run that holds it is found by walking from the front, and splits into up to three:
//
//   zeros 16384   register 100 := 3   ->   zeros 100, rank 3 x 1, zeros 16283
//
// and then neighbours of equal rank around it join, up to four registers a run. Which runs join, and how far behind the change that is
// looked for, decides the bytes that clients see; it is done exactly as Redis does it: from the run before, over five steps.

namespace ActorKv.Core.DataTypes.HyperLogLogs;

internal enum SparseChange { None, Raised, TooLarge }

internal static class SparseHll
{
    public const int EmptySize = 2, MaxRank = SparseRun.MaxRank;

    private const int JoinSteps = 5, LongestSplit = 5;

    public static void WriteEmpty(Span<byte> runs) => SparseRun.WriteZeros(runs, HllString.Registers);

    /// <summary>True when the runs add up to all registers.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> runs)
    {
        int registers = 0;
        while (!runs.IsEmpty)
        {
            SparseRun run = SparseRun.Read(runs);
            registers += run.Registers;
            if (run.Registers == 0 || registers > HllString.Registers) return false;
            runs = runs[run.Size..];
        }
        return registers == HllString.Registers;
    }

    /// <summary>Makes a register of an intact string be at least <paramref name="rank"/>, unless the string would exceed
    /// <paramref name="maxSize"/> bytes by it.</summary>
    public static SparseChange Raise(StringBuffer hll, int register, int rank, int maxSize)
    {
        ReadOnlySpan<byte> bytes = hll.Value;
        int at = HllString.HeaderSize, before = at, first = 0;
        SparseRun run = SparseRun.Read(bytes[at..]);
        while (register >= first + run.Registers)
        {
            before = at;
            first += run.Registers;
            at += run.Size;
            run = SparseRun.Read(bytes[at..]);
        }
        if (run.Rank >= rank) return SparseChange.None;
        Span<byte> split = stackalloc byte[LongestSplit];
        // A two byte run of one register is rewritten in one byte, as every other run of one is.
        split = split[..Split(split, run, register - first, rank)];
        if (split.Length > run.Size && bytes.Length + split.Length - run.Size > maxSize) return SparseChange.TooLarge;
        hll.Splice(at, run.Size, split);
        Join(hll, before);
        return SparseChange.Raised;
    }

    /// <summary>Sets the registers of dense, empty ones to those of an intact string.</summary>
    public static void CopyTo(ReadOnlySpan<byte> runs, Span<byte> dense)
    {
        for (int register = 0; !runs.IsEmpty;)
        {
            SparseRun run = SparseRun.Read(runs);
            int end = register + run.Registers;
            if (run.Rank == 0) register = end;
            for (; register < end; register++) DenseHll.Raise(dense, register, run.Rank);
            runs = runs[run.Size..];
        }
    }

    public static void AddTo(ref HllHistogram histogram, ReadOnlySpan<byte> runs)
    {
        while (!runs.IsEmpty)
        {
            SparseRun run = SparseRun.Read(runs);
            histogram.Add(run.Rank, run.Registers);
            runs = runs[run.Size..];
        }
    }

    /// <summary>Makes each of <paramref name="ranks"/>, one byte a register, be at least what the register is.</summary>
    public static void MergeInto(Span<byte> ranks, ReadOnlySpan<byte> runs)
    {
        while (!runs.IsEmpty)
        {
            SparseRun run = SparseRun.Read(runs);
            if (run.Rank > 0)
                foreach (ref byte rank in ranks[..run.Registers]) rank = Math.Max(rank, (byte)run.Rank);
            ranks = ranks[run.Registers..];
            runs = runs[run.Size..];
        }
    }

    // What replaces a run when its register number `offset` gets a rank; returns the number of bytes.
    private static int Split(Span<byte> target, SparseRun run, int offset, int rank)
    {
        int written = WriteRun(target, run.Rank, offset);
        target[written++] = SparseRun.OfRank(rank, 1);
        return written + WriteRun(target[written..], run.Rank, run.Registers - offset - 1);
    }

    private static int WriteRun(Span<byte> target, int rank, int registers)
    {
        if (registers == 0) return 0;
        if (rank == 0) return SparseRun.WriteZeros(target, registers);
        target[0] = SparseRun.OfRank(rank, registers);
        return 1;
    }

    private static void Join(StringBuffer hll, int at)
    {
        for (int step = 0; step < JoinSteps && at < hll.Length; step++)
        {
            SparseRun run = SparseRun.Read(hll.Value[at..]);
            if (run.Rank > 0 && at + 1 < hll.Length && SparseRun.Read(hll.Value[(at + 1)..]) is { } next && next.Rank == run.Rank && run.Registers + next.Registers <= SparseRun.MaxRanked)
                hll.Splice(at, 2, [SparseRun.OfRank(run.Rank, run.Registers + next.Registers)]);
            else at += run.Size;
        }
    }
}

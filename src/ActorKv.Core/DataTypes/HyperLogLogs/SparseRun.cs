// One opcode of a sparse HyperLogLog: a run of registers of one rank.
//
//   00nnnnnn             n + 1 registers (1 to 64) of rank 0
//   01nnnnnn nnnnnnnn    n + 1 registers (1 to 16384) of rank 0, the high bits first
//   1rrrrrnn             n + 1 registers (1 to 4) of rank r + 1 (1 to 32)

namespace ActorKv.Core.DataTypes.HyperLogLogs;

/// <param name="Registers">How many registers it stands for.</param>
/// <param name="Rank">Their rank.</param>
/// <param name="Size">Its bytes.</param>
internal readonly record struct SparseRun(int Registers, int Rank, int Size)
{
    public const int MaxRank = 32, MaxRanked = 4;

    private const int MaxShortZeros = 64, LongZeros = 0x40, Ranked = 0x80;

    /// <summary>Reads the opcode at the beginning of <paramref name="runs"/>. One whose second byte is missing has no registers.</summary>
    public static SparseRun Read(ReadOnlySpan<byte> runs)
    {
        int code = runs[0];
        if ((code & Ranked) != 0) return new SparseRun((code & 3) + 1, (code >> 2 & 0x1f) + 1, 1);
        if ((code & LongZeros) == 0) return new SparseRun(code + 1, 0, 1);
        return runs.Length < 2 ? new SparseRun(0, 0, 2) : new SparseRun(((code & 0x3f) << 8 | runs[1]) + 1, 0, 2);
    }

    /// <summary>Writes a run of zeros in as few bytes as it takes, and returns their number.</summary>
    public static int WriteZeros(Span<byte> target, int registers)
    {
        if (registers <= MaxShortZeros)
        {
            target[0] = (byte)(registers - 1);
            return 1;
        }
        target[0] = (byte)(LongZeros | registers - 1 >> 8);
        target[1] = (byte)(registers - 1);
        return 2;
    }

    public static byte OfRank(int rank, int registers) => (byte)(Ranked | rank - 1 << 2 | registers - 1);
}

// The longest common subsequence of two strings, by the textbook recurrence over a table of alen x blen lengths (Wagner, Fischer 1974):
//
//            m  y  t  e  x  t              equal bytes    diagonal + 1
//        o   0  0  0  0  0  0              otherwise      the greater of up and left; left when they are equal
//        m   1  1  1  1  1  1
//        y   1  2  2  2  2  2              The way back from the lower right corner spells a subsequence backwards. There may be
//        t   1  2  3  3  3  3              several; which one is found depends on that "left when equal", and is Redis'.
//
// Only one row of lengths is kept. The way back needs one bit of each cell, "up was greater", so it takes a 32nd of the table of 32 bit
// lengths that Redis makes: 16 MiB for the largest that LCS accepts at default limits. The length alone needs no bits.

namespace ActorKv.Core.Commands.Strings.Shared;

internal readonly ref struct CommonSubsequence
{
    private readonly ReadOnlySpan<byte> _a, _b;
    private readonly ulong[] _ups;

    public CommonSubsequence(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        _a = a;
        _b = b;
        _ups = new ulong[((long)a.Length * b.Length + 63) / 64];
        Length = FillTable(a, b, _ups);
    }

    /// <summary>A stretch of bytes that are equal in both strings and lie on the way back.</summary>
    public readonly record struct Run(int StartInA, int StartInB, int Length);

    /// <summary>Number of bytes of the longest common subsequence.</summary>
    public int Length { get; }

    /// <summary>The same number alone.</summary>
    public static int Measure(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => a.Length < b.Length ? FillTable(b, a, null) : FillTable(a, b, null);

    public byte[] ToArray()
    {
        byte[] bytes = new byte[Length];
        int at = Length;
        foreach (Run run in FindRuns())
        {
            at -= run.Length;
            _a.Slice(run.StartInA, run.Length).CopyTo(bytes.AsSpan(at));
        }
        return bytes;
    }

    /// <summary>The runs that make up the subsequence, the last one first.</summary>
    public List<Run> FindRuns()
    {
        List<Run> runs = [];
        int i = _a.Length, j = _b.Length;
        while (i > 0 && j > 0)
        {
            int end = i;
            while (i > 0 && j > 0 && _a[i - 1] == _b[j - 1])
            {
                i--;
                j--;
            }
            if (i < end) runs.Add(new Run(i, j, end - i));
            else if (UpWasGreater(i - 1, j - 1)) i--;
            else j--;
        }
        return runs;
    }

    private bool UpWasGreater(int i, int j)
    {
        long cell = (long)i * _b.Length + j;
        return (_ups[cell >> 6] >> (int)(cell & 63) & 1) != 0;
    }

    private static int FillTable(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ulong[]? ups)
    {
        if (a.IsEmpty || b.IsEmpty) return 0;
        int[] row = new int[b.Length];
        long cell = 0;
        foreach (byte x in a)
        {
            int diagonal = 0, left = 0;
            for (int j = 0; j < row.Length; j++, cell++)
            {
                int up = row[j];
                if (x == b[j]) left = diagonal + 1;
                else if (up > left)
                {
                    left = up;
                    if (ups is not null) ups[cell >> 6] |= 1UL << (int)(cell & 63);
                }
                row[j] = left;
                diagonal = up;
            }
        }
        return row[^1];
    }
}

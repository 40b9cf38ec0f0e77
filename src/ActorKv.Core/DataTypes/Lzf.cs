// LZF, the compression that Redis uses within RDB files; the reading half (we never write it, see RdbWriter).
//
//   000lllll               l + 1 literal bytes follow
//   lllooooo oooooooo      l + 2 bytes again from o + 1 bytes back (l 1 .. 6)
//   111ooooo llllllll oooooooo      l + 9 bytes again from o + 1 bytes back
//
// A back reference may overlap what it writes: a run of one byte is a reference to one byte back. Source of the format: liblzf.

namespace ActorKv.Core.DataTypes;

internal static class Lzf
{
    /// <summary>No compressed byte stands for more than this many: 3 bytes give at most 264.</summary>
    public const int MaxRatio = 88;

    /// <summary>Decompresses into exactly <paramref name="target"/>. False when the data does not do that.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int from = 0, to = 0;
        while (from < source.Length)
        {
            int control = source[from++];
            if (control < 32)
            {
                int run = control + 1;
                if (run > source.Length - from || run > target.Length - to) return false;
                source.Slice(from, run).CopyTo(target[to..]);
                from += run;
                to += run;
                continue;
            }
            int length = control >> 5;
            if (length == 7)
            {
                if (from == source.Length) return false;
                length += source[from++];
            }
            if (from == source.Length) return false;
            int back = ((control & 0x1f) << 8 | source[from++]) + 1;
            length += 2;
            if (back > to || length > target.Length - to) return false;
            for (int i = 0; i < length; i++, to++) target[to] = target[to - back];
        }
        return to == target.Length;
    }
}

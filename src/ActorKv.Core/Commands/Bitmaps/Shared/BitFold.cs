// Folds strings into a result of the length of the longest, byte for byte, a vector at a time. What a shorter string lacks counts as zeros.
//
//   target   0101 1100 0011            `into` is what stands there so far, `from` what comes in:
//   source   1100 1010                 Fold<AndFold>(target, source)  ->  0100 1000 0000
//
// An operation is a struct, so the runtime makes a loop of its own for each and the call in it is no call.

using System.Numerics;
using System.Runtime.InteropServices;

namespace ActorKv.Core.Commands.Bitmaps.Shared;

internal interface IBitFold
{
    static abstract Vector<byte> Of(Vector<byte> into, Vector<byte> from);

    static abstract byte Of(byte into, byte from);
}

internal static class BitFold
{
    /// <summary>Folds <paramref name="source"/>, which may be shorter, into <paramref name="target"/>.</summary>
    public static void Fold<T>(Span<byte> target, ReadOnlySpan<byte> source) where T : struct, IBitFold
    {
        Span<Vector<byte>> into = MemoryMarshal.Cast<byte, Vector<byte>>(target[..source.Length]);
        ReadOnlySpan<Vector<byte>> from = MemoryMarshal.Cast<byte, Vector<byte>>(source);
        for (int i = 0; i < into.Length; i++) into[i] = T.Of(into[i], from[i]);
        for (int i = into.Length * Vector<byte>.Count; i < source.Length; i++) target[i] = T.Of(target[i], source[i]);
        FoldZeros<T>(target[source.Length..]);
    }

    // What zeros do is the same everywhere: clear, or nothing.
    private static void FoldZeros<T>(Span<byte> target) where T : struct, IBitFold
    {
        if (T.Of(0xff, 0) == 0) target.Clear();
    }
}

internal struct AndFold : IBitFold
{
    public static Vector<byte> Of(Vector<byte> into, Vector<byte> from) => into & from;

    public static byte Of(byte into, byte from) => (byte)(into & from);
}

internal struct OrFold : IBitFold
{
    public static Vector<byte> Of(Vector<byte> into, Vector<byte> from) => into | from;

    public static byte Of(byte into, byte from) => (byte)(into | from);
}

internal struct XorFold : IBitFold
{
    public static Vector<byte> Of(Vector<byte> into, Vector<byte> from) => into ^ from;

    public static byte Of(byte into, byte from) => (byte)(into ^ from);
}

/// <summary>Takes away what comes in.</summary>
internal struct ExceptFold : IBitFold
{
    public static Vector<byte> Of(Vector<byte> into, Vector<byte> from) => Vector.AndNot(into, from);

    public static byte Of(byte into, byte from) => (byte)(into & ~from);
}

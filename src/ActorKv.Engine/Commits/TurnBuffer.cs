// The payload of a row while it grows: turns, each behind its length as LEB128.

namespace ActorKv.Engine.Commits;

internal sealed class TurnBuffer(int firstBytes)
{
    private const int LongestLength = 5;

    private byte[] _bytes = new byte[firstBytes];

    public int Length { get; private set; }

    public int Capacity => _bytes.Length;

    public ReadOnlyMemory<byte> Payload => _bytes.AsMemory(0, Length);

    /// <summary>Adds a turn. Returns the bytes that it takes.</summary>
    public int Add(ReadOnlySpan<byte> effects)
    {
        int needed = effects.Length + LongestLength;
        if (_bytes.Length - Length < needed) Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, (long)Length + needed)));
        int start = Length, at = start;
        uint length = (uint)effects.Length;
        for (; length >= 0x80; length >>= 7) _bytes[at++] = (byte)(length | 0x80);
        _bytes[at++] = (byte)length;
        effects.CopyTo(_bytes.AsSpan(at));
        Length = at + effects.Length;
        return Length - start;
    }

    public void Clear() => Length = 0;
}

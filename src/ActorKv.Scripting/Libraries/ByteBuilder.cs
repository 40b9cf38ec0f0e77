// Bytes that a library builds: grows, and is reused from call to call.

using System.Text;

namespace ActorKv.Scripting.Libraries;

/// <summary>What a library builds has become too long.</summary>
internal sealed class OutOfBoundsException() : Exception("Too long.");

internal sealed class ByteBuilder
{
    // A table that holds the same table many times over grows without bounds when it is written out.
    private const int Most = 512 * 1024 * 1024, Kept = 1024 * 1024;

    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > Kept) _bytes = new byte[256];
    }

    /// <summary>Room for this many more bytes, to be followed by <see cref="Advance"/>.</summary>
    /// <exception cref="OutOfBoundsException">It is more than a string may have.</exception>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            if ((long)Length + count > Most) throw new OutOfBoundsException();
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }
        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Add(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    public void Add(string ascii)
    {
        Encoding.ASCII.GetBytes(ascii, Reserve(ascii.Length));
        Length += ascii.Length;
    }

    public void Fill(byte value, int count)
    {
        Reserve(count)[..count].Fill(value);
        Length += count;
    }
}

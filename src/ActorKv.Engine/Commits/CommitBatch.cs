// What the commit queue gathers until the writer takes it: the payload of one journal row, written in place as turns end.

namespace ActorKv.Engine.Commits;

internal sealed class CommitBatch
{
    private const int FirstBytes = 64 * 1024;

    private byte[] _bytes = new byte[FirstBytes];

    /// <summary>Bytes gathered.</summary>
    public int Length { get; private set; }

    public int Turns { get; private set; }

    /// <summary>LSN of the first turn.</summary>
    public long FirstLsn { get; private set; }

    public long LastLsn => FirstLsn + Turns - 1;

    /// <summary>Bytes that the buffer holds, whether used or not.</summary>
    public int Capacity => _bytes.Length;

    public ReadOnlyMemory<byte> Payload => _bytes.AsMemory(0, Length);

    /// <summary>Adds a turn: its length as LEB128, and its effects.</summary>
    public void Add(long lsn, ReadOnlySpan<byte> effects)
    {
        if (Turns++ == 0) FirstLsn = lsn;
        int needed = effects.Length + 5;
        if (_bytes.Length - Length < needed) Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, (long)Length + needed)));
        int at = Length;
        uint length = (uint)effects.Length;
        for (; length >= 0x80; length >>= 7) _bytes[at++] = (byte)(length | 0x80);
        _bytes[at++] = (byte)length;
        effects.CopyTo(_bytes.AsSpan(at));
        Length = at + effects.Length;
    }

    public void Clear() => Length = Turns = 0;
}

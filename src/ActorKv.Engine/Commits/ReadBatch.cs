// Journal rows copied out of the database, so that the connection is free while they are worked on. One buffer serves all batches of a
// reader; it grows to the largest row.

namespace ActorKv.Engine.Commits;

internal sealed class ReadBatch
{
    private readonly List<(long FirstLsn, int Turns, long Time, uint Crc, int Start, int End)> _rows = [];
    private byte[] _buffer = [];

    public int Count => _rows.Count;

    /// <summary>Bytes of payload held.</summary>
    public int Used { get; private set; }

    public JournalRow this[int index]
    {
        get
        {
            var (firstLsn, turns, time, crc, start, end) = _rows[index];
            return new JournalRow(firstLsn, turns, time, _buffer.AsMemory(start, end - start), crc);
        }
    }

    public void Clear()
    {
        _rows.Clear();
        Used = 0;
    }

    /// <summary>Adds bytes to the payload of the row that the next <see cref="AddRow"/> completes.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Extend(bytes.Length));

    /// <summary>The same for bytes that are written by the caller, at once, to where this says.</summary>
    public ArraySegment<byte> Extend(int bytes)
    {
        if (_buffer.Length - Used < bytes)
        {
            long capacity = Math.Max((long)Used + bytes, Math.Min(2L * _buffer.Length, Array.MaxLength));
            Array.Resize(ref _buffer, checked((int)capacity));
        }
        Used += bytes;
        return new ArraySegment<byte>(_buffer, Used - bytes, bytes);
    }

    /// <summary>Completes a row: its payload is what was appended since <paramref name="start"/>.</summary>
    public void AddRow(long firstLsn, int turns, long time, uint crc, int start) => _rows.Add((firstLsn, turns, time, crc, start, Used));
}

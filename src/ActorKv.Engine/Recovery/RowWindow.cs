// Some journal rows, copied out of the journal's memory into memory that is used again for those that come after them.

using ActorKv.Engine.Commits;

namespace ActorKv.Engine.Recovery;

internal sealed class RowWindow(int capacity)
{
    private byte[] _bytes = [];

    public List<JournalRow> Rows { get; } = [];

    /// <summary>Bytes of all payloads.</summary>
    public int Bytes { get; private set; }

    /// <summary>A row larger than the window has it to itself.</summary>
    public bool HasRoomFor(in JournalRow row) => Rows.Count == 0 || row.Payload.Length <= _bytes.Length - Bytes;

    public void Add(in JournalRow row)
    {
        int length = row.Payload.Length;
        if (Rows.Count == 0 && _bytes.Length < length) _bytes = GC.AllocateUninitializedArray<byte>(Math.Max(capacity, length));
        Memory<byte> copy = _bytes.AsMemory(Bytes, length);
        row.Payload.CopyTo(copy);
        Rows.Add(row with { Payload = copy });
        Bytes += length;
    }

    /// <summary>Forgets the rows. Only when nobody reads them any more.</summary>
    public void Clear()
    {
        Rows.Clear();
        Bytes = 0;
    }
}

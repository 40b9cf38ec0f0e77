// The tail of a save: what happened while its shards were taken one by one, when no journal keeps that.
//
// It stands in the save as one more shard, numbered behind the last, and reads as rows:
//
//   row := first LSN (8) | turns (4) | time (8) | payload length (4) | CRC-32C (4) | payload          numbers little endian

using System.Buffers.Binary;
using ActorKv.Engine.Commits;

namespace ActorKv.Engine.Recovery;

internal static class SaveTail
{
    private const int HeaderLength = 28;
    private const int ChunkBytes = 4 * 1024 * 1024;

    public static void Write(ISnapshotSaveWriter save, int keyShards, IReadOnlyList<JournalRow> rows, long lsn)
    {
        using MemoryStream bytes = new();
        int part = 0;
        Span<byte> header = stackalloc byte[HeaderLength];
        foreach (JournalRow row in rows)
        {
            BinaryPrimitives.WriteInt64LittleEndian(header, row.FirstLsn);
            BinaryPrimitives.WriteInt32LittleEndian(header[8..], row.Turns);
            BinaryPrimitives.WriteInt64LittleEndian(header[12..], row.Time);
            BinaryPrimitives.WriteInt32LittleEndian(header[20..], row.Payload.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[24..], row.Crc);
            bytes.Write(header);
            bytes.Write(row.Payload.Span);
            if (bytes.Length < ChunkBytes) continue;
            save.Add(new SnapshotChunk(keyShards, part++, IsLast: false, lsn, bytes.ToArray()));
            bytes.SetLength(0);
        }
        save.Add(new SnapshotChunk(keyShards, part, IsLast: true, lsn, bytes.ToArray()));
    }

    /// <summary>The rows of a save's tail.</summary>
    /// <exception cref="JournalException">The tail ends inside a row.</exception>
    public static IEnumerable<JournalRow> Read(ISnapshotStore store, SnapshotSave save, int keyShards)
    {
        using MemoryStream bytes = new();
        foreach (SnapshotChunk chunk in store.Read(save, keyShards)) bytes.Write(chunk.Payload.Span);
        byte[] all = bytes.ToArray();
        for (int at = 0; at < all.Length;)
        {
            if (all.Length - at < HeaderLength) throw Torn(save);
            ReadOnlySpan<byte> header = all.AsSpan(at, HeaderLength);
            int length = BinaryPrimitives.ReadInt32LittleEndian(header[20..]);
            at += HeaderLength;
            if (length < 0 || length > all.Length - at) throw Torn(save);
            yield return new JournalRow(BinaryPrimitives.ReadInt64LittleEndian(header), BinaryPrimitives.ReadInt32LittleEndian(header[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(header[12..]), all.AsMemory(at, length), BinaryPrimitives.ReadUInt32LittleEndian(header[24..]));
            at += length;
        }
    }

    private static JournalException Torn(SnapshotSave save) => new($"The tail of save {save.Id} ends inside a row. Restore the data directory from a backup.");
}

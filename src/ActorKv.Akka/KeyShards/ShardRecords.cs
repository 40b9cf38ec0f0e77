// What a key shard leaves in its journal and its snapshot store.
//
//   record   := layout 0x01 | written by | …           every layout begins like this, known or not: see UnknownRecord
//   event    := record | shard | of how many | first turn | turns | time | CRC-32C, 4 bytes LE | payload
//   snapshot := record | shard | of how many | last turn | CRC-32C, 4 bytes LE | stream of ShardSnapshot
//   payload  := turns * (LEB128 length, effects)       as in a row of the built-in host's journal (IJournal), with its checksum
//
// Numbers are LEB128, texts have their length before them. Turns are numbered from 1 within their key shard, without gaps: an event that does
// not follow the one before it stops recovery. So does one that was written when there were more or fewer key shards: keys would be looked for in
// others than those that have them. A record is made once and never changes, and is its own serialised form.

using System.Globalization;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;

namespace ActorKv.Akka.KeyShards;

/// <summary>What the journal or the snapshot store holds cannot be loaded. The message says which record, and why.</summary>
internal sealed class ShardRecordException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Which key shard.</summary>
/// <param name="Number">From 0 on.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct ShardPlace(int Number, int Count);

/// <summary>Turns of a key shard.</summary>
/// <param name="Bytes">The serialised form.</param>
internal sealed record ShardEvent(byte[] Bytes)
{
    public static ShardEvent Of(ShardPlace shard, in JournalRow row)
    {
        MessageWriter writer = new(row.Payload.Length + 48);
        Records.Begin(ref writer, shard);
        writer.Number(row.FirstLsn);
        writer.Number(row.Turns);
        writer.Number(row.Time);
        writer.Fixed32(row.Crc);
        writer.Raw(row.Payload.Span);
        return new ShardEvent(writer.ToArray());
    }

    /// <exception cref="ShardRecordException">It is damaged, of another key shard, or of a layout that this program does not know.</exception>
    public JournalRow Read(ShardPlace shard)
    {
        try
        {
            MessageReader reader = new(Bytes);
            string writtenBy = Records.Open(ref reader, shard, "event");
            JournalRow row = new(reader.Number(), reader.Count(), reader.Number(), default, reader.Fixed32());
            row = row with { Payload = reader.Rest() };
            return row.IsIntact ? row : throw new ShardRecordException($"An event of key shard {shard.Number}, written by ActorKv {writtenBy}, is damaged: its checksum is wrong.");
        }
        catch (FormatException torn)
        {
            throw new ShardRecordException($"An event of key shard {shard.Number} is damaged: {torn.Message}.", torn);
        }
    }
}

/// <summary>All keys of a key shard at one moment.</summary>
/// <param name="Bytes">The serialised form.</param>
internal sealed record ShardImage(byte[] Bytes)
{
    /// <summary>Takes the state of a key shard, which the caller holds.</summary>
    /// <param name="state">The shard's state.</param>
    /// <param name="count">How many key shards there are.</param>
    /// <param name="last">Number of the last turn in it.</param>
    public static ShardImage Of(KeyShardState state, int count, long last)
    {
        ChunkBuffer stream = new();
        ShardSnapshot.Write(state, stream);
        List<ReadOnlyMemory<byte>> pieces = stream.Take();
        uint crc = uint.MaxValue;
        long length = 0;
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            crc = Crc32C.Add(crc, piece.Span);
            length += piece.Length;
        }
        MessageWriter writer = new(checked((int)length + 48));
        Records.Begin(ref writer, new ShardPlace(state.Index, count));
        writer.Number(last);
        writer.Fixed32(~crc);
        foreach (ReadOnlyMemory<byte> piece in pieces) writer.Raw(piece.Span);
        return new ShardImage(writer.ToArray());
    }

    /// <summary>Loads it into an empty state. Returns the number of the last turn in it.</summary>
    /// <exception cref="ShardRecordException">It is damaged, of another key shard, or of a layout that this program does not know.</exception>
    public long LoadInto(KeyShardState state, int count, KeyspaceSettings settings)
    {
        try
        {
            MessageReader reader = new(Bytes);
            string writtenBy = Records.Open(ref reader, new ShardPlace(state.Index, count), "snapshot");
            long last = reader.Number();
            uint crc = reader.Fixed32();
            ReadOnlyMemory<byte> stream = reader.Rest();
            if (~Crc32C.Add(uint.MaxValue, stream.Span) != crc)
                throw new ShardRecordException($"The snapshot of key shard {state.Index}, written by ActorKv {writtenBy}, is damaged: its checksum is wrong.");
            ShardSnapshot.Read(NextChunk, state, settings);
            return last;

            // All of it is one chunk; behind it comes an empty one.
            ReadOnlyMemory<byte> NextChunk()
            {
                ReadOnlyMemory<byte> chunk = stream;
                stream = default;
                return chunk;
            }
        }
        catch (Exception damage) when (damage is FormatException or Core.DataTypes.RdbFormatException)
        {
            throw new ShardRecordException($"The snapshot of key shard {state.Index} cannot be read: {damage.Message}", damage);
        }
    }
}

/// <summary>A record whose manifest this program does not know.</summary>
/// <param name="Manifest">What it was stored as.</param>
/// <param name="Bytes">What was stored.</param>
internal sealed record UnknownRecord(string Manifest, byte[] Bytes)
{
    public ShardRecordException ToException(int shard) => new(string.Create(CultureInfo.InvariantCulture,
        $"Key shard {shard} holds a record '{Manifest}' that this program (ActorKv {ServerVersion.ActorKv}) does not know; ActorKv {Records.WriterOf(Bytes)} wrote it. Nothing is skipped: start that version, or a newer one."));
}

internal static class Records
{
    private const byte Layout = 1;

    public static void Begin(ref MessageWriter writer, ShardPlace shard)
    {
        writer.Byte(Layout);
        writer.Text(ServerVersion.ActorKv);
        writer.Number(shard.Number);
        writer.Number(shard.Count);
    }

    /// <summary>Reads what every record begins with. Returns the version that wrote it.</summary>
    public static string Open(ref MessageReader reader, ShardPlace shard, string what)
    {
        byte layout = reader.Byte();
        string writtenBy = reader.Text();
        if (layout != Layout)
            throw new ShardRecordException($"The {what} of key shard {shard.Number} has layout {layout}, which this program (ActorKv {ServerVersion.ActorKv}) does not know; ActorKv {writtenBy} wrote it.");
        ShardPlace of = new(reader.Count(), reader.Count());
        if (of.Count != shard.Count)
            throw new ShardRecordException($"The {what} of key shard {shard.Number} was written when there were {of.Count} key shards, and now there are {shard.Count}: set actorkv.key-shards = {of.Count}, which is fixed once there is data.");
        return of == shard ? writtenBy : throw new ShardRecordException($"Key shard {shard.Number} holds the {what} of key shard {of.Number}: two of them have one persistence id.");
    }

    public static string WriterOf(byte[] bytes)
    {
        try
        {
            MessageReader reader = new(bytes);
            reader.Byte();
            return reader.Text();
        }
        catch (FormatException)
        {
            return "of an unknown version";
        }
    }
}

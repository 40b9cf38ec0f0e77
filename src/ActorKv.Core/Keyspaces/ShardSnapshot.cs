// All keys of a key shard as a stream of bytes, and back.
//
//   stream   := version 0x01 or 0x02 | record … | 0xFF number of keys
//   record   := 0xFE database number                                  the keys that follow are in this database (0 before the first)
//             | 0x00 access key type value                            a key
//             | 0x01 deadline access key type value                   a key that expires: int64 LE, Unix milliseconds
//             | 0x02 name text                                        a library of functions (RDB strings); only in version 0x02
//   access   := 3 bytes LE, the 24 bits of LRU clock or LFU counter
//   key      := RDB string        type value := as in an RDB file        numbers := RDB lengths
//
// Keys whose time has come are written like others: the log says when a key expired, and speaks after the snapshot. Keys come in the
// order of the table, which means nothing.
//
// The stream carries no checksum; the store keeps one for each chunk. What the reader finds wrong nevertheless is an RdbFormatException,
// and what was loaded until then is to be thrown away. The layout is part of the snapshot format: a change is a new version byte.

using System.Buffers;
using System.Globalization;
using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Hashes;

namespace ActorKv.Core.Keyspaces;

internal static class ShardSnapshot
{
    // A shard without libraries is written as before there were any, for programs of that time.
    private const byte Version = 1, VersionWithLibraries = 2;
    private const byte Key = 0x00, ExpiringKey = 0x01, Library = 0x02, Database = 0xFE, End = 0xFF;

    public static void Write(KeyShardState shard, IBufferWriter<byte> output)
    {
        RdbWriter writer = new(output);
        writer.Byte(shard.HasLibraries ? VersionWithLibraries : Version);
        if (shard.HasLibraries) WriteLibraries(shard, writer);
        ulong keys = 0;
        for (int database = 0; database < shard.Databases; database++)
        {
            if (shard.Existing(database) is not { Count: > 0 } space) continue;
            writer.Byte(Database);
            writer.Length((ulong)database);
            foreach (int index in space) WriteKey(space, index, writer);
            keys += (ulong)space.Count;
        }
        writer.Byte(End);
        writer.Length(keys);
    }

    /// <summary>Loads a stream into a shard that has no keys.</summary>
    /// <param name="nextChunk">Gives the stream's chunks, then an empty one. A chunk's bytes stay as they are until reading has ended.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="settings">The limits by which values are kept.</param>
    /// <returns>The number of keys.</returns>
    /// <exception cref="RdbFormatException">The stream is damaged, or of another version.</exception>
    public static long Read(Func<ReadOnlyMemory<byte>> nextChunk, KeyShardState shard, KeyspaceSettings settings)
    {
        RdbReader reader = new(nextChunk, settings);
        byte version = reader.Byte();
        if (version is not (Version or VersionWithLibraries)) throw reader.Bad(string.Create(CultureInfo.InvariantCulture, $"a key shard's snapshot of version {version}; this program reads up to version {VersionWithLibraries}"));
        ulong keys = 0;
        int database = 0;
        while (true)
        {
            byte record = reader.Byte();
            switch (record)
            {
                case Key or ExpiringKey:
                    ReadKey(ref reader, shard[database], record == ExpiringKey);
                    keys++;
                    break;
                case Library:
                    string name = Encoding.Latin1.GetString(reader.View());
                    shard.Libraries[name] = reader.View().ToArray();
                    break;
                case Database:
                    database = reader.SmallLength();
                    if (database >= shard.Databases) throw reader.Bad(string.Create(CultureInfo.InvariantCulture, $"database {database} is beyond the configured {shard.Databases}"));
                    break;
                case End:
                    if (reader.Length() != keys) throw reader.Bad("the number of keys at the end is not that of the keys before");
                    return reader.AtEnd ? (long)keys : throw reader.Bad("bytes behind the end mark");
                default:
                    throw reader.Bad("an unknown kind of record");
            }
        }
    }

    private static void WriteLibraries(KeyShardState shard, RdbWriter writer)
    {
        foreach ((string name, byte[] text) in shard.Libraries)
        {
            writer.Byte(Library);
            writer.Blob(Encoding.Latin1.GetBytes(name));
            writer.Blob(text);
        }
    }

    private static void WriteKey(Keyspace space, int index, RdbWriter writer)
    {
        ref Entry entry = ref space[index];
        if (Keyspace.HasExpiry(in entry))
        {
            writer.Byte(ExpiringKey);
            writer.Int64(space.ExpiryOf(index));
        }
        else writer.Byte(Key);
        writer.Byte((byte)entry.Meta);
        writer.Byte((byte)(entry.Meta >> 8));
        writer.Byte((byte)(entry.Meta >> 16));
        writer.Blob(Keyspace.KeyOf(in entry));
        ValueCodec.Write(in entry, writer);
    }

    private static void ReadKey(ref RdbReader reader, Keyspace space, bool expires)
    {
        long deadline = expires ? reader.Int64() : -1;
        if (expires && deadline < 0) throw reader.Bad("a negative deadline");
        uint access = reader.Byte() | (uint)reader.Byte() << 8 | (uint)reader.Byte() << 16;
        ReadOnlySpan<byte> key = reader.View();
        uint hash = space.HashOf(key);
        if (space.Find(key, hash) >= 0) throw reader.Bad("a key that came before");
        RdbType type = (RdbType)reader.Byte();
        object value;
        if (type == RdbType.String) value = reader.StringOf(key);
        else
        {
            KeyedValue keyed = ValueCodec.Read(ref reader, type);
            keyed.SetKey(key);
            value = keyed;
        }
        int index = space.Insert(value, key.Length, hash, access);
        space.LayToRest(index);
        if (expires) space.SetExpiry(index, deadline);
    }
}

// A key's value as bytes and back: the type byte, then the value in RDB encoding. Without key, expiry, version and checksum, which belong
// to those who use it: snapshots (Keyspaces/ShardSnapshot.cs), effects that carry a whole value from one key shard to another, DUMP.
//
// A new data type gets its case in Read; writing follows from KeyedValue.WriteRdb.

using System.Buffers;
using System.Globalization;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.DataTypes;

internal static class ValueCodec
{
    /// <summary>Writes the value of an entry.</summary>
    public static void Encode(ref readonly Entry entry, IBufferWriter<byte> output) => Write(in entry, new RdbWriter(output));

    public static void Write(ref readonly Entry entry, RdbWriter writer)
    {
        if (Keyspace.TryGetString(in entry, out ReadOnlySpan<byte> text))
        {
            writer.Type(RdbType.String);
            writer.String(text);
        }
        else Keyspace.ValueOf(in entry).WriteRdb(writer);
    }

    /// <summary>Reads what <see cref="Encode"/> wrote, all of it.</summary>
    /// <returns>A byte[] of the string alone (KeyEntry.SetString takes it), or a KeyedValue without a key.</returns>
    /// <exception cref="RdbFormatException">The bytes are something else.</exception>
    public static object Decode(ReadOnlySpan<byte> bytes, KeyspaceSettings settings)
    {
        RdbReader reader = new(bytes, settings);
        RdbType type = (RdbType)reader.Byte();
        object value = type == RdbType.String ? reader.String() : Read(ref reader, type);
        return reader.AtEnd ? value : throw reader.Bad("bytes behind the value");
    }

    /// <summary>Reads a value that is no string, behind its type byte.</summary>
    public static KeyedValue Read(ref RdbReader reader, RdbType type) => type switch
    {
        RdbType.List or RdbType.ListZiplist or RdbType.ListQuicklist or RdbType.ListQuicklist2 => ListRdb.Read(ref reader, type),
        RdbType.Set or RdbType.SetIntset or RdbType.SetListpack => SetRdb.Read(ref reader, type),
        RdbType.Hash or RdbType.HashZipmap or RdbType.HashZiplist or RdbType.HashListpack or RdbType.HashMetadataPreGa or RdbType.HashListpackExPreGa or
            RdbType.HashMetadata or RdbType.HashListpackEx => HashRdb.Read(ref reader, type),
        RdbType.StreamListpacks or RdbType.StreamListpacks2 or RdbType.StreamListpacks3 => StreamRdb.Read(ref reader, type),
        RdbType.SortedSet or RdbType.SortedSet2 or RdbType.SortedSetZiplist or RdbType.SortedSetListpack => SortedSetRdb.Read(ref reader, type),
        _ => throw reader.Bad(string.Create(CultureInfo.InvariantCulture, $"values of type {(byte)type} are not known")),
    };
}

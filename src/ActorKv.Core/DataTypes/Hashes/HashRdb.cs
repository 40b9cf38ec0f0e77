// Hashes in each of the encodings that Redis has given them in RDB:
//
//   4    hash            count, (field, value) …                                      written of a table
//   9    zipmap          one zipmap as a string                                       (ZipMap.cs)
//   13   ziplist         one ziplist as a string
//   16   listpack        one listpack as a string: field value …                      written of a packed hash
//   22   metadata        count, (deadline as a length, field, value) …                only release candidates of 7.4 wrote it
//   23   listpack ex     one listpack as a string: field value deadline …             likewise
//   24   metadata        earliest int64, count, (deadline, field, value) …            written of a table with deadlines
//   25   listpack ex     earliest int64, then as 23                                   written of a packed hash with deadlines
//
// Deadlines are Unix milliseconds, 0 for none; those of 24 count from the earliest, plus 1. The fields of 23 and 25 come in the order of
// their deadlines, those without one last. redis-server 7.0 loads 4 and 16, which is what hashes without deadlines are written as.

using System.Buffers;
using System.Globalization;
using ActorKv.Core.DataTypes.Packed;

namespace ActorKv.Core.DataTypes.Hashes;

internal static class HashRdb
{
    // Redis keeps a field's deadline in 48 bits.
    private const ulong MaxDeadline = (1UL << 48) - 1;

    public static HashValue Read(ref RdbReader reader, RdbType type)
    {
        if (type == RdbType.HashListpackEx) ReadEarliest(ref reader);
        HashValue hash = type switch
        {
            RdbType.Hash => ReadFields(ref reader, hasDeadlines: false),
            RdbType.HashMetadataPreGa => ReadFields(ref reader, hasDeadlines: true),
            RdbType.HashMetadata => ReadFields(ref reader, hasDeadlines: true, ReadEarliest(ref reader)),
            RdbType.HashListpackExPreGa or RdbType.HashListpackEx => ReadTriples(ref reader),
            _ => ReadPacked(ref reader, type),
        };
        return hash.Count > 0 ? hash : throw reader.Bad("a hash without fields");
    }

    public static void Write(HashValue hash, RdbWriter writer)
    {
        bool expires = hash.EarliestDeadline >= 0;
        if (hash.Table is { } table)
        {
            writer.Type(expires ? RdbType.HashMetadata : RdbType.Hash);
            if (expires) writer.Int64(hash.EarliestDeadline);
            writer.Length((ulong)table.Count);
            foreach (int index in table)
            {
                ref FieldEntry entry = ref table[index];
                if (expires) writer.Length((ulong)Math.Max(0, hash.DeadlineOf(entry.Field) - hash.EarliestDeadline + 1));
                writer.String(entry.Field);
                writer.String(entry.Value);
            }
            return;
        }
        writer.Type(expires ? RdbType.HashListpackEx : RdbType.HashListpack);
        if (expires)
        {
            writer.Int64(hash.EarliestDeadline);
            writer.Blob(Triples(hash));
        }
        else writer.Blob(hash.Listpack);
    }

    // With an origin of 1 a deadline is what it says.
    private static HashValue ReadFields(ref RdbReader reader, bool hasDeadlines, ulong origin = 1)
    {
        HashValue hash = new();
        for (ulong count = reader.Length(); count > 0; count--)
        {
            ulong deadline = hasDeadlines ? reader.Length() : 0;
            if (deadline > MaxDeadline + 1) throw reader.Bad("a deadline beyond what a field can have");
            if (deadline > 0) deadline += origin - 1;
            ReadOnlySpan<byte> field = reader.View(), value = reader.View();
            Add(ref reader, hash, field, value, deadline);
        }
        return hash;
    }

    private static HashValue ReadTriples(ref RdbReader reader)
    {
        byte[] listpack = reader.String();
        if (!ListPack.TryUnframe(listpack, out int count) || count % 3 != 0) throw reader.Bad("a damaged listpack");
        HashValue hash = new();
        ReadOnlySpan<byte> body = listpack.AsSpan(ListPack.HeaderLength..^1);
        Span<byte> fieldScratch = stackalloc byte[Numbers.MaxInt64Length], valueScratch = stackalloc byte[Numbers.MaxInt64Length], scratch = stackalloc byte[Numbers.MaxInt64Length];
        for (int at = 0; at < body.Length;)
        {
            ReadOnlySpan<byte> field = ListPack.Read(body, at).Text(fieldScratch);
            at += ListPack.EntryLength(body, at);
            ReadOnlySpan<byte> value = ListPack.Read(body, at).Text(valueScratch);
            at += ListPack.EntryLength(body, at);
            if (!Numbers.TryParseInt64(ListPack.Read(body, at).Text(scratch), out long deadline) || deadline < 0) throw reader.Bad("a deadline that is none");
            at += ListPack.EntryLength(body, at);
            Add(ref reader, hash, field, value, (ulong)deadline);
        }
        return hash;
    }

    private static void Add(ref RdbReader reader, HashValue hash, scoped ReadOnlySpan<byte> field, scoped ReadOnlySpan<byte> value, ulong deadline)
    {
        if (deadline > MaxDeadline) throw reader.Bad("a deadline beyond what a field can have");
        if (!hash.Set(field, value, reader.Settings)) throw reader.Bad("a field that came before");
        if (deadline > 0) hash.SetDeadline(field, (long)deadline);
    }

    private static HashValue ReadPacked(ref RdbReader reader, RdbType type)
    {
        ReadOnlySpan<byte> bytes = reader.View();
        int longest = 0;
        bool sound = true;
        if (type == RdbType.HashZiplist)
        {
            sound = ZipList.TryConvert(bytes, out byte[] listpack, out _);
            bytes = listpack;
        }
        else if (type == RdbType.HashZipmap)
        {
            sound = ZipMap.TryConvert(bytes, out byte[] listpack, out longest);
            bytes = listpack;
        }
        if (!sound || !ListPack.TryUnframe(bytes, out int count) || count % 2 != 0)
            throw reader.Bad(string.Create(CultureInfo.InvariantCulture, $"a damaged hash of type {(byte)type}"));
        if (ListPackDuplicates.Any(bytes[ListPack.HeaderLength..^1], count, step: 2)) throw reader.Bad("a field that came before");
        return HashValue.Of(bytes, count, longest, reader.Settings);
    }

    private static ulong ReadEarliest(ref RdbReader reader)
    {
        ulong earliest = (ulong)reader.Int64();
        return earliest <= MaxDeadline + 1 ? earliest : throw reader.Bad("a deadline beyond what a field can have");
    }

    private static byte[] Triples(HashValue hash)
    {
        ArrayBufferWriter<byte> packed = new(hash.Listpack.Length * 2);
        packed.Advance(ListPack.HeaderLength);
        FieldDeadlines deadlines = hash.Deadlines!;
        foreach (int index in deadlines.Ordered())
        {
            ref DeadlineEntry entry = ref deadlines[index];
            if (!hash.TryGet(entry.Field, out PackedElement value)) throw new InvalidOperationException("A field that is not there has a deadline.");
            Append(packed, PackedElement.Of(entry.Field));
            Append(packed, in value);
            Append(packed, new PackedElement(entry.Deadline));
        }
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        for (HashCursor at = hash.Fields; at.MoveNext();)
        {
            if (hash.DeadlineOf(at.Field.Text(scratch)) >= 0) continue;
            Append(packed, at.Field);
            Append(packed, at.Value);
            Append(packed, new PackedElement(0));
        }
        packed.Write(ListPack.EndMark);
        byte[] framed = packed.WrittenSpan.ToArray();
        ListPack.WriteHeader(framed, framed.Length - ListPack.FrameLength, hash.Count * 3);
        return framed;
    }

    private static void Append(ArrayBufferWriter<byte> packed, in PackedElement element)
    {
        element.Pack(packed.GetSpan(element.PackedLength));
        packed.Advance(element.PackedLength);
    }
}

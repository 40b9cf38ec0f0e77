// Reads sorted sets from each of the four encodings that Redis has given them in RDB:
//
//   3    members     count, (member, score as text: length byte, digits; 253 nan, 254 inf, 255 -inf) …
//   5    members 2   count, (member, score as a double) …                                                  the one that we write of a table
//   12   ziplist     one ziplist as a string: member, score …
//   17   listpack    one listpack as a string: member, score …                                             the one that we write of what is packed
//
// Whether the value is packed follows from the settings, in both directions, as when redis-server loads it. A sorted set that is not one is
// refused: without members, with one twice, with NaN as a score, or packed in another order than its own.

using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Keys;

namespace ActorKv.Core.DataTypes.SortedSets;

internal static class SortedSetRdb
{
    private const byte NotANumber = 253, PositiveInfinity = 254, NegativeInfinity = 255;

    public static SortedSetValue Read(ref RdbReader reader, RdbType type) => type switch
    {
        RdbType.SortedSet or RdbType.SortedSet2 => ReadMembers(ref reader, type),
        RdbType.SortedSetListpack => ReadListpack(ref reader, reader.View()),
        _ => ZipList.TryConvert(reader.View(), out byte[] listpack, out _) ? ReadListpack(ref reader, listpack) : throw reader.Bad("a damaged ziplist"),
    };

    private static SortedSetValue ReadMembers(ref RdbReader reader, RdbType type)
    {
        ScoredTable table = new();
        for (ulong left = reader.Length(); left > 0; left--)
        {
            byte[] member = reader.String();
            double score = type == RdbType.SortedSet2 ? BitConverter.Int64BitsToDouble(reader.Int64()) : ReadText(ref reader);
            if (double.IsNaN(score)) throw reader.Bad("a score that is not a number");
            uint hash = KeyHash.Compute(member);
            if (table.Find(member, hash) >= 0) throw reader.Bad("a member that is there twice");
            table.Add(member, hash, score);
        }
        return table.Count > 0 ? SortedSetValue.Of(table, reader.Settings) : throw reader.Bad("a sorted set without members");
    }

    private static double ReadText(ref RdbReader reader)
    {
        Span<byte> text = stackalloc byte[NotANumber - 1];
        byte length = reader.Byte();
        switch (length)
        {
            case NotANumber:
                return double.NaN;
            case PositiveInfinity:
                return double.PositiveInfinity;
            case NegativeInfinity:
                return double.NegativeInfinity;
        }
        for (int i = 0; i < length; i++) text[i] = reader.Byte();
        return DoubleText.TryParse(text[..length], out double score) ? score : throw reader.Bad("a score that is not a number");
    }

    private static SortedSetValue ReadListpack(ref RdbReader reader, ReadOnlySpan<byte> framed)
    {
        if (!ListPack.TryUnframe(framed, out int count)) throw reader.Bad("a damaged listpack");
        if (count == 0 || count % 2 != 0) throw reader.Bad("a sorted set with a member that has no score");
        return SortedSetValue.TryUnpack(framed, reader.Settings, out SortedSetValue? value) ? value : throw reader.Bad("a listpack that is no sorted set");
    }
}

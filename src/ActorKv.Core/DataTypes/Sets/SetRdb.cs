// Reads sets from each of the three encodings that Redis has given them in RDB:
//
//    2   set        count, string …              written for packed sets and tables: redis-server 7.0 can load it
//   11   intset     one intset as a string       written for intsets
//   20   listpack   one listpack as a string     of Redis 7.2 and later
//
// In which form a set is kept afterwards is decided as redis-server 7.0.15 does when it loads one: the parameters count, not what wrote it. So a
// hashtable of a few integers comes back as an intset. A member that comes twice is refused.

using ActorKv.Core.DataTypes.Packed;

namespace ActorKv.Core.DataTypes.Sets;

internal static class SetRdb
{
    public static SetValue Read(ref RdbReader reader, RdbType type) => type switch
    {
        RdbType.SetIntset => ReadIntset(ref reader),
        RdbType.SetListpack => ReadListpack(ref reader),
        _ => ReadStrings(ref reader),
    };

    private static SetValue ReadStrings(ref RdbReader reader)
    {
        ulong count = reader.Length();
        if (count == 0) throw reader.Bad("a set without members");
        SetValue set = New(count, in reader);
        for (; count > 0; count--)
        {
            byte[] member = reader.String();
            if (!set.Add(PackedElement.Of(member), reader.Settings, member)) throw reader.Bad("a set with a member that comes twice");
        }
        return set;
    }

    private static SetValue ReadIntset(ref RdbReader reader)
    {
        ReadOnlySpan<byte> bytes = reader.View();
        if (!IntSet.IsValid(bytes)) throw reader.Bad("a damaged intset");
        SetValue set = new();
        set.SetIntegers(bytes, reader.Settings);
        return set;
    }

    private static SetValue ReadListpack(ref RdbReader reader)
    {
        byte[] bytes = reader.String();
        if (!ListPack.TryUnframe(bytes, out int count)) throw reader.Bad("a damaged listpack");
        if (count == 0) throw reader.Bad("a set without members");
        SetValue set = New((ulong)count, in reader);
        ReadOnlySpan<byte> body = bytes.AsSpan(ListPack.HeaderLength..^1);
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        for (int at = 0; at < body.Length; at += ListPack.EntryLength(body, at))
            if (!set.Add(PackedElement.Of(ListPack.Read(body, at).Text(scratch)), reader.Settings)) throw reader.Bad("a set with a member that comes twice");
        return set;
    }

    private static SetValue New(ulong count, in RdbReader reader)
    {
        SetValue set = new();
        if (count > (ulong)Math.Max(0, SetValue.MostIntegers(reader.Settings))) set.BeginHashtable();
        return set;
    }
}

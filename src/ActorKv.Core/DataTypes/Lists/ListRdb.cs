// Reads lists from each of the four encodings that Redis has given them in RDB:
//
//   1   list         count, string …
//   10  ziplist      one ziplist as a string
//   14  quicklist    count, ziplist as a string …
//   18  quicklist 2  count, (1 = one plain element | 2 = listpack) and the string …          the one that we write
//
// Listpacks are checked whole and then taken over as nodes, without a copy; ziplists are made into listpacks.

using ActorKv.Core.DataTypes.Packed;

namespace ActorKv.Core.DataTypes.Lists;

internal static class ListRdb
{
    public static QuickList Read(ref RdbReader reader, RdbType type)
    {
        QuickList list = new();
        ulong parts = type == RdbType.ListZiplist ? 1 : reader.Length();
        for (; parts > 0; parts--)
        {
            if (type == RdbType.ListQuicklist2) ReadNode(ref reader, list);
            else if (type == RdbType.List) list.Push(ListEnd.Tail, PackedElement.Of(reader.String()), NodeLimit.Default);
            else if (!ZipList.TryConvert(reader.String(), out byte[] listpack, out int count)) throw reader.Bad("a damaged ziplist");
            else if (count > 0) list.Append(QuickListNode.Framed(listpack, count));
        }
        return list.Count > 0 ? list : throw reader.Bad("a list without elements");
    }

    private static void ReadNode(ref RdbReader reader, QuickList list)
    {
        ulong container = reader.Length();
        byte[] bytes = reader.String();
        if (container == QuickList.PlainContainer) list.Append(QuickListNode.Plain(bytes));
        else if (container != QuickList.PackedContainer) throw reader.Bad("a list node that is neither plain nor packed");
        else if (!ListPack.TryUnframe(bytes, out int count)) throw reader.Bad("a damaged listpack");
        else if (count > 0) list.Append(QuickListNode.Framed(bytes, count));
    }
}

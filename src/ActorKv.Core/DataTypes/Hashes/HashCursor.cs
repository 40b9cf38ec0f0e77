// A walk over the fields of a hash, packed or not, without an allocation: `for (HashCursor at = hash.Fields; at.MoveNext();) … at.Field, at.Value`.

using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Hashes;

internal ref struct HashCursor(ReadOnlySpan<byte> body, FieldTable? table)
{
    private readonly ReadOnlySpan<byte> _body = body;
    private PagedTable<FieldEntry>.EntryEnumerator _entries = table is null ? default : table.GetEnumerator();
    private int _next;

    public PackedElement Field { get; private set; }

    public PackedElement Value { get; private set; }

    public bool MoveNext()
    {
        if (table is null) return MoveNextPacked();
        if (!_entries.MoveNext()) return false;
        ref FieldEntry entry = ref table[_entries.Current];
        Field = new PackedElement(entry.Field);
        Value = new PackedElement(entry.Value);
        return true;
    }

    private bool MoveNextPacked()
    {
        if (_next >= _body.Length) return false;
        Field = ListPack.Read(_body, _next);
        _next += ListPack.EntryLength(_body, _next);
        Value = ListPack.Read(_body, _next);
        _next += ListPack.EntryLength(_body, _next);
        return true;
    }
}

// The fields of a hash that is no longer packed: a table whose entries hold field and value in one array.
//
// A value of the length that was there before is written in place: counters and fixed-width values allocate nothing.

using ActorKv.Core.Keys;
using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Hashes;

internal struct FieldEntry : ITableEntry
{
    /// <summary>Field and value, one behind the other; null in a free entry.</summary>
    public byte[]? Bytes;

    public int FieldLength;

    public uint Hash { get; init; }

    public int Next { get; set; }

    public readonly bool IsFree => Bytes is null;

    public readonly ReadOnlySpan<byte> Field => Bytes.AsSpan(0, FieldLength);

    public readonly ReadOnlySpan<byte> Value => Bytes.AsSpan(FieldLength);

    public readonly bool Is(ReadOnlySpan<byte> name) => Field.SequenceEqual(name);
}

internal sealed class FieldTable : PagedTable<FieldEntry>
{
    private long _fieldMemory;

    /// <summary>Bytes of the table and of all that it holds.</summary>
    public long MemoryUsage => ObjectSize.Of(48) + TableMemory + _fieldMemory;

    /// <summary>Number of a field's entry, or -1.</summary>
    public int Find(ReadOnlySpan<byte> field) => Find(field, KeyHash.Compute(field));

    /// <summary>Sets a field. True when it is new.</summary>
    public bool Set(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value)
    {
        uint hash = KeyHash.Compute(field);
        int index = Find(field, hash);
        if (index < 0)
        {
            byte[] bytes = Join(field, value);
            _fieldMemory += ObjectSize.Array(bytes.Length);
            Insert(new FieldEntry { Bytes = bytes, FieldLength = field.Length, Hash = hash });
            return true;
        }
        ref FieldEntry entry = ref this[index];
        if (entry.Value.Length == value.Length)
        {
            value.CopyTo(entry.Bytes.AsSpan(field.Length));
            return false;
        }
        _fieldMemory -= ObjectSize.Array(entry.Bytes!.Length);
        entry.Bytes = Join(field, value);
        _fieldMemory += ObjectSize.Array(entry.Bytes.Length);
        return false;
    }

    public override void Remove(int index)
    {
        _fieldMemory -= ObjectSize.Array(this[index].Bytes!.Length);
        base.Remove(index);
    }

    /// <summary>A table of the same fields that shares nothing with this one.</summary>
    public FieldTable Copy()
    {
        FieldTable copy = new();
        foreach (int index in this)
        {
            ref FieldEntry entry = ref this[index];
            copy.Insert(new FieldEntry { Bytes = entry.Bytes.AsSpan().ToArray(), FieldLength = entry.FieldLength, Hash = entry.Hash });
        }
        copy._fieldMemory = _fieldMemory;
        return copy;
    }

    private static byte[] Join(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(field.Length + value.Length);
        field.CopyTo(bytes);
        value.CopyTo(bytes.AsSpan(field.Length));
        return bytes;
    }
}

// Groups of a stream and consumers of a group: few, found by name, and listed in the order of their names' bytes, which is how Redis' radix
// tree lists them. A sorted array.

using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Streams;

internal interface INamed
{
    byte[] Name { get; }
}

internal sealed class NameTable<T>(StreamMemory memory) where T : class, INamed
{
    private T[] _items = [];

    public int Count { get; private set; }

    public T this[int index] => _items[index];

    public T? Find(ReadOnlySpan<byte> name) => IndexOf(name) is >= 0 and int index ? _items[index] : null;

    /// <summary>Adds an item. There must be none of its name.</summary>
    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            memory.Bytes -= ArrayMemory;
            Array.Resize(ref _items, Math.Max(1, Count * 2));
            memory.Bytes += ArrayMemory;
        }
        int index = ~IndexOf(item.Name);
        Array.Copy(_items, index, _items, index + 1, Count - index);
        _items[index] = item;
        Count++;
    }

    public void Remove(T item)
    {
        int index = IndexOf(item.Name);
        Count--;
        Array.Copy(_items, index + 1, _items, index, Count - index);
        _items[Count] = null!;
    }

    /// <summary>Bytes of the array.</summary>
    public long ArrayMemory => _items.Length == 0 ? 0 : ObjectSize.Array(_items.Length * 8L);

    // Its index, or the complement of where it would stand.
    private int IndexOf(ReadOnlySpan<byte> name)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            int middle = low + high >> 1, order = _items[middle].Name.AsSpan().SequenceCompareTo(name);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }
}

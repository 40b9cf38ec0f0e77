// Texts in a row, for SORT: the elements of a collection, or their weights.
//
//   _text   a p p l e 1 7 k i w i          _ends   5, 7, 11         sorted: the order in which they are answered is a list of numbers
//
// They are copied out of the collection once, so that everything after is a walk over one array. Arrays are rented; Dispose returns them.

using System.Buffers;
using ActorKv.Core.DataTypes;

namespace ActorKv.Core.Commands.Generic.Shared;

internal sealed class SortElements : IDisposable
{
    private byte[] _text = [];
    private int[] _ends = [];
    private int[] _order = [];
    private int _start, _count;      // of the order

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int index] => _text.AsSpan(Start(index), _ends[index] - Start(index));

    /// <summary>Number of each element to be answered, in order.</summary>
    public ReadOnlySpan<int> Order => _order.AsSpan(_start, _count);

    public void Add(ReadOnlySpan<byte> element)
    {
        int start = Start(Count);
        if (_text.Length - start < element.Length) Grow(ref _text, start, (long)start + element.Length);
        if (_ends.Length == Count) Grow(ref _ends, Count, Count + 1);
        element.CopyTo(_text.AsSpan(start));
        _ends[Count++] = start + element.Length;
    }

    public void Add(long element) => Add(Numbers.Format(element, stackalloc byte[Numbers.MaxInt64Length]));

    /// <summary>The order 0, 1, 2 …, for whoever sorts to change.</summary>
    public Span<int> NewOrder()
    {
        _order = ArrayPool<int>.Shared.Rent(Count);
        for (int i = 0; i < Count; i++) _order[i] = i;
        _count = Count;
        return _order.AsSpan(0, Count);
    }

    /// <summary>Keeps a part of the order.</summary>
    public void Limit(int start, int count)
    {
        _start = start;
        _count = count;
    }

    public void Dispose()
    {
        Return(_text);
        Return(_ends);
        Return(_order);
        _text = [];
        _ends = _order = [];
    }

    private int Start(int index) => index == 0 ? 0 : _ends[index - 1];

    private static void Grow<T>(ref T[] array, int used, long needed)
    {
        T[] larger = ArrayPool<T>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(256, 2L * array.Length))));
        array.AsSpan(0, used).CopyTo(larger);
        Return(array);
        array = larger;
    }

    private static void Return<T>(T[] array)
    {
        if (array.Length > 0) ArrayPool<T>.Shared.Return(array);
    }
}

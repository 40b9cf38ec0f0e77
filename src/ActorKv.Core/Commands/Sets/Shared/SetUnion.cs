// The members of several sets, each once, as references: which set, and which position in it.
//
//   _found     (set 0, position 7) (set 0, position 8) … (set 1, position 0) …
//   _buckets   open addressing by the members' hashes: 1 + index in _found, 0 for empty
//
// Nothing is copied, and both arrays are rented, so a SUNION allocates nothing. The largest set comes first, and when it is a table it serves as
// the hash table of its own members: of two sets, only what the second has and the first has not is put into the buckets.

using System.Buffers;
using System.Numerics;
using ActorKv.Core.DataTypes.Sets;

namespace ActorKv.Core.Commands.Sets.Shared;

internal ref struct SetUnion : IDisposable
{
    private const int SmallestSize = 16;

    private readonly ReadOnlySpan<SetValue> _sets;
    private Found[] _found;
    private int[] _buckets;
    private int _size;             // of the buckets in use, a power of two
    private int _bucketed;

    private readonly record struct Found(int Set, int Position, uint Hash);

    /// <summary>Unites sets, which it may put into another order.</summary>
    public SetUnion(Span<SetValue> sets)
    {
        int largest = 0;
        for (int i = 1; i < sets.Length; i++)
            if (sets[i].Count > sets[largest].Count) largest = i;
        if (sets.Length > 0) (sets[0], sets[largest]) = (sets[largest], sets[0]);
        _sets = sets;
        _found = ArrayPool<Found>.Shared.Rent(sets.Length > 0 ? Math.Max(SmallestSize, sets[0].Count) : 0);
        _buckets = [];
        for (int i = 0; i < sets.Length; i++) Add(i);
    }

    /// <summary>Number of members.</summary>
    public int Count { get; private set; }

    /// <summary>A member: its set and its position there.</summary>
    public readonly (SetValue Set, int Position) this[int index] => (_sets[_found[index].Set], _found[index].Position);

    public void Dispose()
    {
        ArrayPool<Found>.Shared.Return(_found);
        if (_buckets.Length > 0) ArrayPool<int>.Shared.Return(_buckets);
        _found = [];
        _buckets = [];
    }

    private void Add(int number)
    {
        SetValue set = _sets[number], first = _sets[0];
        bool firstAnswers = first.Table is not null, alone = number == 0 && (firstAnswers || _sets.Length == 1);
        for (SetValue.Enumerator at = set.GetEnumerator(); at.MoveNext();)
        {
            if (alone) Append(new Found(number, at.Position, 0));
            else if (number == 0 || !firstAnswers || first.Find(set, at.Position) < 0) AddDistinct(new Found(number, at.Position, set.HashAt(at.Position)));
        }
    }

    private void AddDistinct(Found added)
    {
        if (_bucketed >= _size / 2) Rebucket();
        int bucket = (int)(added.Hash & (uint)(_size - 1));
        for (; _buckets[bucket] != 0; bucket = bucket + 1 & _size - 1)
        {
            ref Found found = ref _found[_buckets[bucket] - 1];
            if (found.Hash == added.Hash && _sets[found.Set][found.Position].Matches(_sets[added.Set][added.Position])) return;
        }
        Append(added);
        _buckets[bucket] = Count;
        _bucketed++;
    }

    private void Append(Found found)
    {
        if (Count == _found.Length)
        {
            Found[] larger = ArrayPool<Found>.Shared.Rent(Count * 2);
            _found.AsSpan(0, Count).CopyTo(larger);
            ArrayPool<Found>.Shared.Return(_found);
            _found = larger;
        }
        _found[Count++] = found;
    }

    private void Rebucket()
    {
        int[] before = _buckets;
        int sizeBefore = _size;
        _size = Math.Max(_size * 2, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(SmallestSize, _sets[^1].Count)));
        _buckets = ArrayPool<int>.Shared.Rent(_size);
        _buckets.AsSpan(0, _size).Clear();
        for (int i = 0; i < sizeBefore; i++)
        {
            if (before[i] == 0) continue;
            int bucket = (int)(_found[before[i] - 1].Hash & (uint)(_size - 1));
            while (_buckets[bucket] != 0) bucket = bucket + 1 & _size - 1;
            _buckets[bucket] = before[i];
        }
        if (before.Length > 0) ArrayPool<int>.Shared.Return(before);
    }
}

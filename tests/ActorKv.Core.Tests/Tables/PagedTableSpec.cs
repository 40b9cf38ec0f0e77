using ActorKv.Core.Keys;
using ActorKv.Core.Tables;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Tests.Tables;

public sealed class PagedTableSpec
{
    private readonly PagedTable<Name> _table = new();

    private struct Name : ITableEntry
    {
        public byte[]? Bytes;

        public uint Hash { get; init; }

        public int Next { get; set; }

        public readonly bool IsFree => Bytes is null;

        public readonly bool Is(ReadOnlySpan<byte> name) => name.SequenceEqual(Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(3000)]
    public void What_was_put_in_is_found_and_what_was_removed_is_not(int count)
    {
        for (int i = 0; i < count; i++) Insert(i);
        for (int i = 0; i < count; i += 2) _table.Remove(Find(i));
        Assert.Equal(count / 2, _table.Count);
        for (int i = 0; i < count; i++) Assert.Equal(i % 2 == 1, Find(i) >= 0);
        for (int i = 0; i < count; i += 2) Insert(i);
        for (int i = 0; i < count; i++) Assert.Equal(BitConverter.GetBytes(i), _table[Find(i)].Bytes);
    }

    [Fact]
    public void A_small_table_is_small()
    {
        Insert(1);
        Assert.InRange(_table.TableMemory, 1, 200);
    }

    [Fact]
    public void Compacting_gives_memory_back_and_keeps_the_rest()
    {
        for (int i = 0; i < 10_000; i++) Insert(i);
        long before = _table.TableMemory;
        for (int i = 100; i < 10_000; i++) _table.Remove(Find(i));
        Assert.True(_table.Compact());
        Assert.InRange(_table.TableMemory, 1, before / 20);
        for (int i = 0; i < 100; i++) Assert.True(Find(i) >= 0);
        Assert.False(_table.Compact());
    }

    [Fact]
    public void A_scan_meets_every_entry_that_stays_however_the_table_grows_and_shrinks()
    {
        for (int i = 0; i < 300; i++) Insert(i);
        HashSet<int> met = [];
        List<int> bucket = [];
        uint cursor = 0;
        int steps = 0;
        do
        {
            bucket.Clear();
            cursor = _table.Scan(cursor, bucket);
            foreach (int index in bucket) met.Add(BitConverter.ToInt32(_table[index].Bytes!));
            steps++;
            if (steps == 50)
                for (int i = 300; i < 4000; i++) Insert(i);
            if (steps == 400)
            {
                for (int i = 300; i < 4000; i++) _table.Remove(Find(i));
                _table.Compact();
            }
        }
        while (cursor != 0);
        for (int i = 0; i < 300; i++) Assert.Contains(i, met);
    }

    [Fact]
    public void Random_entries_are_drawn_evenly_also_from_a_table_with_gaps()
    {
        TurnRandom random = new(7);
        for (int i = 0; i < 100; i++) Insert(i);
        for (int i = 0; i < 90; i++) _table.Remove(Find(i));
        int[] drawn = new int[100];
        for (int i = 0; i < 10_000; i++) drawn[BitConverter.ToInt32(_table[_table.RandomEntry(random)].Bytes!)]++;
        Assert.All(drawn[90..], times => Assert.InRange(times, 800, 1200));
    }

    [Fact]
    public void Random_entries_are_drawn_evenly_also_when_hardly_any_are_left()
    {
        TurnRandom random = new(7);
        for (int i = 0; i < 256; i++) Insert(i);
        for (int i = 0; i < 256; i++)
            if (i is not (3 or 4 or 200)) _table.Remove(Find(i));
        int[] drawn = new int[256];
        for (int i = 0; i < 3000; i++) drawn[BitConverter.ToInt32(_table[_table.RandomEntry(random)].Bytes!)]++;
        Assert.All((int[])[3, 4, 200], left => Assert.InRange(drawn[left], 850, 1150));
        Assert.Equal(256, _table.EntryLimit);
    }

    private void Insert(int number)
    {
        byte[] name = BitConverter.GetBytes(number);
        _table.Insert(new Name { Bytes = name, Hash = KeyHash.Compute(name) });
    }

    private int Find(int number)
    {
        byte[] name = BitConverter.GetBytes(number);
        return _table.Find(name, KeyHash.Compute(name));
    }
}

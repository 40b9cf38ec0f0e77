// QuickList against a plain List of byte arrays: the same random operations on both, under node limits so small that nodes split and merge
// all the time. A failure prints the seed.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.DataTypes.Lists;

public sealed class QuickListSpec
{
    private const int Steps = 4000;

    public static TheoryData<int, int> SeedsAndLimits()
    {
        TheoryData<int, int> data = [];
        foreach (int limit in (int[])[1, 2, 3, 7, 128, -1, -2])
            for (int seed = 1; seed <= 3; seed++) data.Add(seed, limit);
        return data;
    }

    [Theory]
    [MemberData(nameof(SeedsAndLimits))]
    public void A_list_holds_what_a_plain_list_would(int seed, int setting)
    {
        Model model = new(seed, new NodeLimit(setting));
        for (int step = 0; step < Steps; step++)
        {
            model.Step();
            if (step % 64 == 0) model.Compare($"seed {seed}, list-max-listpack-size {setting}, step {step}");
        }
        model.Compare($"seed {seed}, list-max-listpack-size {setting}, end");
    }

    [Fact]
    public void Nodes_break_where_the_limit_of_8_KiB_says()
    {
        QuickList list = new();
        byte[] element = new byte[100];
        for (int i = 0; i < 79; i++) list.Push(ListEnd.Tail, PackedElement.Of(element), NodeLimit.Default);
        Assert.Equal(1, list.NodeCount);     // 7 + 79 * 103 = 8144; one more would be beyond 8192
        list.Push(ListEnd.Tail, PackedElement.Of(element), NodeLimit.Default);
        Assert.Equal(2, list.NodeCount);
    }

    [Fact]
    public void A_large_element_stands_alone_and_keeps_its_array()
    {
        QuickList list = new();
        byte[] large = new byte[8193];
        list.Push(ListEnd.Tail, PackedElement.Of("a"u8), NodeLimit.Default);
        list.Push(ListEnd.Tail, new PackedElement(large), NodeLimit.Default, large);
        list.Push(ListEnd.Tail, PackedElement.Of("b"u8), NodeLimit.Default);
        Assert.Equal(3, list.NodeCount);
        large[0] = 42;
        Assert.Equal(42, list.Seek(1).Current.ToArray()[0]);
    }

    [Theory]
    [InlineData(ListEnd.Head, ListEnd.Head)]
    [InlineData(ListEnd.Head, ListEnd.Tail)]
    [InlineData(ListEnd.Tail, ListEnd.Head)]
    [InlineData(ListEnd.Tail, ListEnd.Tail)]
    internal void A_queue_that_turns_over_stays_small(ListEnd push, ListEnd pop)
    {
        QuickList list = new();
        for (int i = 0; i < 100; i++) list.Push(push, PackedElement.Of("some element of a queue"u8), NodeLimit.Default);
        long before = list.MemoryUsage;
        for (int i = 0; i < 100_000; i++)
        {
            list.Push(push, PackedElement.Of("some element of a queue"u8), NodeLimit.Default);
            list.Pop(pop);
        }
        Assert.Equal(100, list.Count);
        Assert.InRange(list.MemoryUsage, 1, before * 2);
    }

    [Fact]
    public void A_long_list_takes_little_more_than_its_listpacks()
    {
        QuickList list = new();
        long packed = 0;
        for (int i = 0; i < 50_000; i++)
        {
            PackedElement element = new(new byte[32]);
            packed += element.PackedLength;
            list.Push(ListEnd.Tail, in element, NodeLimit.Default);
        }
        Assert.InRange(list.MemoryUsage, packed, packed * 1.05);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        QuickList list = new();
        for (int i = 0; i < 1000; i++) list.Push(ListEnd.Tail, i % 2 == 0 ? new PackedElement(i) : new PackedElement(new byte[40]), NodeLimit.Default);
        long sum = Walk(list), before = GC.GetAllocatedBytesForCurrentThread();
        long again = Walk(list), allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(sum, again);
        Assert.Equal(0, allocated);

        static long Walk(QuickList list)
        {
            long sum = 0;
            for (ListCursor at = list.Seek(0); at.IsAtElement; at.MoveNext()) sum += at.Current.Length;
            return sum;
        }
    }

    private sealed class Model(int seed, NodeLimit limit)
    {
        private readonly Random _random = new(seed);
        private readonly List<byte[]> _expected = [];
        private QuickList _list = new();

        public void Step()
        {
            RestAndWake();
            byte[] value = Value();
            PackedElement element = PackedElement.Of(value);
            int index = _expected.Count == 0 ? 0 : _random.Next(_expected.Count);
            bool back = _random.Next(2) == 0;
            switch (_random.Next(_expected.Count > 300 ? 16 : 12))
            {
                case <= 1:
                    _list.Push(ListEnd.Head, in element, limit);
                    _expected.Insert(0, value);
                    break;
                case <= 3:
                    _list.Push(ListEnd.Tail, in element, limit);
                    _expected.Add(value);
                    break;
                case var _ when _expected.Count == 0:
                    break;
                case 4:
                    _list.Pop(back ? ListEnd.Tail : ListEnd.Head);
                    _expected.RemoveAt(back ? _expected.Count - 1 : 0);
                    break;
                case <= 8:
                    if (back) _list.InsertAfter(_list.Seek(index), in element, limit);
                    else _list.InsertBefore(_list.Seek(index), in element, limit);
                    _expected.Insert(back ? index + 1 : index, value);
                    break;
                case <= 10:
                    _list.Set(_list.Seek(index), in element, limit);
                    _expected[index] = value;
                    break;
                case 11:
                    RemoveMatches(index, _random.Next(1, 4), back);
                    break;
                default:
                    int count = Math.Min(_random.Next(1, 30), _expected.Count - index);
                    _list.RemoveRange(index, count);
                    _expected.RemoveRange(index, count);
                    break;
            }
        }

        public void Compare(string where)
        {
            _list.CheckCounts();
            Assert.True(_expected.Count == _list.Count, where);
            int i = 0;
            for (ListCursor at = _list.Seek(0); at.IsAtElement; at.MoveNext()) Assert.True(_expected[i++].AsSpan().SequenceEqual(at.Current.ToArray()), where);
            Assert.True(i == _expected.Count, where);
            for (ListCursor at = _list.Seek(-1); at.IsAtElement; at.MovePrevious()) Assert.True(_expected[--i].AsSpan().SequenceEqual(at.Current.ToArray()), where);
            Assert.True(i == 0, where);
            for (int tries = 0; tries < 20 && _expected.Count > 0; tries++)
            {
                int index = _random.Next(_expected.Count);
                Assert.True(_expected[index].AsSpan().SequenceEqual(_list.Seek(index).Current.ToArray()), where);
                Assert.True(_expected[^(index + 1)].AsSpan().SequenceEqual(_list.Seek(-index - 1).Current.ToArray()), where);
            }
            if (_expected.Count > 0) _list = ThroughRdb((QuickList)_list.Copy(), where);
        }

        // Between turns, under a key that it may get only now.
        private void RestAndWake()
        {
            if (_random.Next(100) == 0) _list.SetKey(System.Text.Encoding.ASCII.GetBytes(new string('k', _random.Next(20))));
            if (!_list.MayRest) return;
            byte[] key = _list.Key.ToArray();
            long memory = _list.MemoryUsage;
            byte[] array = _list.Rest();
            Assert.Equal(ActorKv.Core.Tables.ObjectSize.Array(array.Length), memory);
            Assert.Equal(0, _list.Count);
            if (_random.Next(2) == 0) _list = new QuickList();
            _list.Wake(array, key.Length);
            Assert.Equal(key, _list.Key.ToArray());
            Assert.Equal(memory, _list.MemoryUsage);
        }

        private static QuickList ThroughRdb(QuickList list, string where)
        {
            System.Buffers.ArrayBufferWriter<byte> output = new();
            list.WriteRdb(new RdbWriter(output));
            QuickList read = Assert.IsType<QuickList>(ValueCodec.Decode(output.WrittenSpan, new KeyspaceSettings()));
            ValueDigest before = default, after = default;
            list.AddDigest(ref before);
            read.AddDigest(ref after);
            Assert.True(before.ToHex() == after.ToHex(), where);
            return read;
        }

        private void RemoveMatches(int index, int most, bool back)
        {
            byte[] value = _expected[index];
            long removed = _list.RemoveMatches(PackedElement.Of(value), most, back);
            int expected = 0;
            for (int i = back ? _expected.Count - 1 : 0; i >= 0 && i < _expected.Count && expected < most;)
            {
                bool match = _expected[i].AsSpan().SequenceEqual(value);
                if (match)
                {
                    _expected.RemoveAt(i);
                    expected++;
                }
                if (back) i--;
                else if (!match) i++;
            }
            Assert.Equal(expected, removed);
        }

        // Integers of every width, spellings that are not canonical, strings around each bound of the encoding, now and then a large one.
        private byte[] Value()
        {
            switch (_random.Next(8))
            {
                case 0:
                    return "abc"u8.ToArray();
                case 1:
                    return System.Text.Encoding.ASCII.GetBytes("0" + _random.Next(10));
                case <= 4:
                    long number = _random.NextInt64() >> _random.Next(64);
                    return new PackedElement(_random.Next(2) == 0 ? number : -number).ToArray();
                default:
                    int[] bounds = [0, 1, 10, 62, 63, 64, 65, 120, 125, 126, 127, 128];
                    int length = _random.Next(200) == 0 ? (int[])[4095, 4096, 9000, 16380, 20000] is var large ? large[_random.Next(5)] : 0 : bounds[_random.Next(bounds.Length)];
                    byte[] bytes = new byte[length];
                    _random.NextBytes(bytes);
                    return bytes;
            }
        }
    }
}

using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Packed;

namespace ActorKv.Core.Tests.DataTypes.Packed;

public sealed class PackedValueSpec
{
    private readonly Words _words = new();

    [Fact]
    public void A_new_value_has_no_entries()
    {
        Assert.Equal(0, _words.Count);
        Assert.Empty(_words.All);
        Assert.Equal(-1, _words.Find("a", 1));
    }

    [Fact]
    public void Random_edits_do_what_they_do_to_a_list()
    {
        Random random = new(42);
        List<string> model = [];
        _words.SetKey("the key"u8);
        for (int i = 0; i < 5000; i++)
        {
            int at = random.Next(model.Count + 1);
            string word = random.Next(3) == 0 ? $"{random.Next(-70000, 70000)}" : new string((char)('a' + random.Next(26)), random.Next(150));
            switch (random.Next(model.Count > 60 ? 4 : 3))
            {
                case 0 or 1:
                    _words.Insert(at, word);
                    model.Insert(at, word);
                    break;
                case 2 when at < model.Count:
                    _words.Replace(at, word);
                    model[at] = word;
                    break;
                case 3:
                    int count = random.Next(model.Count - at + 1);
                    _words.Remove(at, count);
                    model.RemoveRange(at, count);
                    break;
            }
            Assert.Equal(model.Count, _words.Count);
            if (i % 50 == 0)
            {
                Assert.Equal(model, _words.All);
                Assert.True(_words.IsWellFormed);
                Assert.Equal("the key", Encoding.UTF8.GetString(_words.Key));
            }
        }
    }

    [Fact]
    public void Finding_steps_over_the_values_between_the_fields()
    {
        foreach (string word in (string[])["b", "a", "12", "b", "a", "c"]) _words.Insert(_words.Count, word);
        Assert.Equal(0, _words.Find("b", 2));
        Assert.Equal(2, _words.All.IndexOf("12"));
        Assert.True(_words.Find("12", 2) > 0);
        Assert.True(_words.Find("a", 2) > _words.Find("12", 2));
        Assert.Equal(-1, _words.Find("c", 2));
    }

    [Fact]
    public void Renaming_keeps_the_entries()
    {
        _words.SetKey("short"u8);
        _words.Insert(0, "one");
        _words.Insert(1, "2");
        _words.SetKey("a longer key than before"u8);
        Assert.Equal(["one", "2"], _words.All);
        _words.SetKey(""u8);
        Assert.Equal(["one", "2"], _words.All);
        Assert.True(_words.IsWellFormed);
    }

    [Fact]
    public void Pairs_are_put_in_with_one_move()
    {
        _words.SetKey("key"u8);
        _words.InsertPair(0, "field", "value");
        _words.InsertPair(0, "12", "a longer value than before");
        _words.InsertPair(4, "end", "");
        Assert.Equal(["12", "a longer value than before", "field", "value", "end", ""], _words.All);
        Assert.True(_words.IsWellFormed);
    }

    [Fact]
    public void Room_that_was_reserved_is_enough()
    {
        _words.SetKey("key"u8);
        _words.ReserveRoom(50 * 12);
        long memory = _words.MemoryUsage;
        Assert.Empty(_words.All);
        Assert.True(_words.IsWellFormed);
        for (int i = 0; i < 50; i++) _words.InsertPair(0, "name", "word");
        Assert.Equal(memory, _words.MemoryUsage);
        Assert.Equal(100, _words.Count);
        Assert.Equal("key", Encoding.UTF8.GetString(_words.Key));
    }

    [Fact]
    public void What_is_forgotten_gives_its_memory_back()
    {
        _words.SetKey("key"u8);
        for (int i = 0; i < 100; i++) _words.Insert(0, "some word or other");
        _words.Forget();
        Assert.Equal(0, _words.Count);
        Assert.Equal("key", Encoding.UTF8.GetString(_words.Key));
        Assert.InRange(_words.MemoryUsage, 1, 40);
    }

    private sealed class Words : PackedValue
    {
        public override DataType Type => DataType.Set;

        public override ReadOnlySpan<byte> Encoding => "listpack"u8;

        public override long MemoryUsage => StorageMemory;

        public int Count => EntryCount;

        public bool IsWellFormed => Region.IsEmpty || (ListPack.TryUnframe(Region, out int count) && count == Count);

        public List<string> All
        {
            get
            {
                List<string> all = [];
                for (int at = 0; at < Body.Length; at += ListPack.EntryLength(Body, at)) all.Add(System.Text.Encoding.UTF8.GetString(ListPack.Read(Body, at).ToArray()));
                return all;
            }
        }

        public void Insert(int index, string word) => InsertEntry(OffsetOf(index), PackedElement.Of(System.Text.Encoding.UTF8.GetBytes(word)));

        public void InsertPair(int index, string first, string second) =>
            InsertEntries(OffsetOf(index), PackedElement.Of(System.Text.Encoding.UTF8.GetBytes(first)), PackedElement.Of(System.Text.Encoding.UTF8.GetBytes(second)));

        public void ReserveRoom(int size) => Reserve(size);

        public void Replace(int index, string word) => ReplaceEntry(OffsetOf(index), PackedElement.Of(System.Text.Encoding.UTF8.GetBytes(word)));

        public void Remove(int index, int count) => RemoveEntries(OffsetOf(index), OffsetOf(index + count), count);

        public int Find(string word, int step) => FindEntry(PackedElement.Of(System.Text.Encoding.UTF8.GetBytes(word)), 0, step);

        public void Forget() => ClearRegion();

        public override KeyedValue Copy() => throw new NotSupportedException();

        public override void WriteRdb(RdbWriter writer) => throw new NotSupportedException();

        public override void AddDigest(ref ValueDigest digest) => throw new NotSupportedException();

        private int OffsetOf(int index)
        {
            int at = 0;
            for (; index > 0; index--) at += ListPack.EntryLength(Body, at);
            return at;
        }
    }
}

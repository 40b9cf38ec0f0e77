using System.Buffers;
using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Tests.DataTypes.Sets;

public sealed class SetValueSpec
{
    private readonly KeyspaceSettings _settings = new() { SetMaxIntsetEntries = 30, SetMaxListpackEntries = 40, SetMaxListpackValue = 20 };
    private readonly SetValue _set = new();

    public SetValueSpec() => _set.SetKey("the key"u8);

    private string Form => _set.Table is not null ? "table" : _set.IsListpack ? "packed" : "intset";

    [Theory]
    [InlineData("1 2 3", "intset", "intset")]
    [InlineData("-9223372036854775808 70000 9223372036854775807 -5", "intset", "intset")]
    [InlineData("9223372036854775808", "packed", "hashtable")]
    [InlineData("1 2 a", "packed", "hashtable")]
    [InlineData("01", "packed", "hashtable")]
    [InlineData("-0", "packed", "hashtable")]
    [InlineData("exactlytwentybytes..", "packed", "hashtable")]
    [InlineData("1 twentyonebytesinlength", "table", "hashtable")]
    public void Members_decide_the_form(string members, string form, string encoding)
    {
        foreach (string member in members.Split(' ')) Assert.True(Add(member));
        Assert.Equal(form, Form);
        Assert.Equal(encoding, Encoding.ASCII.GetString(_set.Encoding));
        Assert.Equal(members.Split(' ').Order(), All().Order());
    }

    [Theory]
    [InlineData(30, 40, "intset")]
    [InlineData(29, 40, "packed")]
    [InlineData(0, 40, "packed")]
    [InlineData(29, 30, "packed")]
    [InlineData(29, 29, "table")]
    [InlineData(-1, -1, "table")]
    public void One_integer_too_many_ends_the_intset(int integers, int packed, string form)
    {
        _settings.SetMaxIntsetEntries = integers;
        _settings.SetMaxListpackEntries = packed;
        for (int i = 0; i < 30; i++) Assert.True(Add($"{i * 1000}"));
        Assert.Equal(form, Form);
        for (int i = 0; i < 30; i++) Assert.False(Add($"{i * 1000}"));
        Assert.Equal(30, _set.Count);
    }

    [Fact]
    public void A_member_is_not_taken_for_the_inside_of_another()
    {
        // As entries: 5 is 05 01; the word holds these bytes, and those of a whole entry "a": 81 61 02.
        foreach (string word in (string[])["x\u0005\u0001", "\u0005\u0001\u0005\u0001", "y\u0081a\u0002z"]) _set.Add(PackedElement.Of(Encoding.Latin1.GetBytes(word)), _settings);
        Assert.Equal("packed", Form);
        Assert.False(_set.Contains(PackedElement.Of("5"u8)));
        Assert.False(_set.Contains(PackedElement.Of("a"u8)));
        Assert.True(Add("5"));
        Assert.True(Add("a"));
        Assert.True(Remove("5"));
        Assert.False(Remove("5"));
        Assert.True(Remove("a"));
        Assert.Equal(3, _set.Count);
    }

    [Fact]
    public void A_set_never_goes_back_to_a_form_above()
    {
        Add("1");
        Add("a");
        Remove("a");
        Assert.Equal("packed", Form);
        for (int i = 0; i < 50; i++) Add($"{i}");
        for (int i = 1; i < 50; i++) Remove($"{i}");
        Assert.Equal("table", Form);
        Assert.Equal(["0"], All());
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(60, 2)]
    [InlineData(2000, 3)]
    public void Random_edits_do_what_they_do_to_a_set(int range, int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 20; round++)
        {
            SetValue set = new();
            set.SetKey("key"u8);
            HashSet<string> model = [];
            bool words = round % 2 == 0;
            for (int i = 0; i < 3 * range; i++)
            {
                int number = random.Next(range) - range / 2;
                string member = words && number % 5 == 0 ? $"w{number}" : $"{(number % 3 == 0 ? number * 3_000_000_000L : number % 7 == 0 ? number * 40_000L : number)}";
                PackedElement element = PackedElement.Of(Encoding.ASCII.GetBytes(member));
                if (random.Next(5) < 3) Assert.Equal(model.Add(member), set.Add(in element, _settings));
                else Assert.Equal(model.Remove(member), set.Remove(in element));
                Assert.Equal(model.Contains(member), set.Contains(in element));
                Assert.Equal(model.Count, set.Count);
            }
            Assert.Equal(model.Order(StringComparer.Ordinal), All(set).Order(StringComparer.Ordinal));
            Assert.Equal("key", Encoding.ASCII.GetString(set.Key));
            Assert.Equal(model.Order(StringComparer.Ordinal), All((SetValue)set.Copy()).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(20, true)]
    [InlineData(500, true)]
    public void A_member_of_another_set_is_found_whatever_its_form(int count, bool words)
    {
        for (int i = 0; i < count; i++) Add(words && i % 2 == 1 ? $"w{i}" : $"{i}");
        foreach (int limit in (int[])[0, 600])
        {
            SetValue other = new();
            KeyspaceSettings settings = new() { SetMaxIntsetEntries = limit, SetMaxListpackEntries = limit };
            for (int i = 0; i < 10; i++) other.Add(PackedElement.Of(Encoding.ASCII.GetBytes($"{i}")), settings);
            other.Add(PackedElement.Of("absent"u8), settings);
            SetValue added = new();
            for (SetValue.Enumerator at = other.GetEnumerator(); at.MoveNext();)
            {
                int position = _set.Find(other, at.Position);
                string member = Encoding.ASCII.GetString(other[at.Position].ToArray());
                Assert.Equal(member != "absent" && (!words || member[0] % 2 == 0), position >= 0);
                if (position >= 0) Assert.Equal(member, Encoding.ASCII.GetString(_set[position].ToArray()));
                if (position >= 0) Assert.Equal(_set.HashAt(position), other.HashAt(at.Position));
                Assert.True(added.Add(other, at.Position, _settings));
                Assert.False(added.Add(other, at.Position, _settings));
            }
            Assert.Equal(11, added.Count);
        }
    }

    [Theory]
    [InlineData(25, "intset")]
    [InlineData(35, "packed")]
    [InlineData(300, "table")]
    public void Chance_is_fair_in_every_form(int count, string form)
    {
        for (int i = 0; i < count; i++) Add($"{i}");
        Assert.Equal(form, Form);
        TurnRandom random = new(5);
        Dictionary<string, int> one = All().ToDictionary(member => member, _ => 0), some = new(one);
        List<int> positions = [];
        foreach (int chosen in (int[])[3, count / 2, count - 1])
        {
            foreach (string member in one.Keys) one[member] = some[member] = 0;
            int rounds = 100_000 / chosen;
            for (int i = 0; i < rounds; i++)
            {
                positions.Clear();
                _set.Choose(chosen, random, positions);
                Assert.Equal(chosen, positions.Distinct().Count());
                foreach (int position in positions) some[Encoding.ASCII.GetString(_set[position].ToArray())]++;
            }
            double expected = (double)rounds * chosen / count;
            Assert.All(some.Values, times => Assert.InRange(times, expected - 6 * Math.Sqrt(expected), expected + 6 * Math.Sqrt(expected)));
        }
        for (int i = 0; i < 100_000; i++) one[Encoding.ASCII.GetString(_set[_set.RandomPosition(random)].ToArray())]++;
        Assert.All(one.Values, times => Assert.InRange(times, 100_000.0 / count * 0.6, 100_000.0 / count * 1.4));
    }

    [Fact]
    public void Walking_and_looking_allocate_nothing()
    {
        for (int i = 0; i < 300; i++) Add($"member{i}");
        Walk();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int length = Walk();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(10 * 7 + 90 * 8 + 200 * 9, length);

        int Walk()
        {
            int found = 0;
            foreach (PackedElement member in _set) found += _set.Contains(in member) ? member.Length : 0;
            return found;
        }
    }

    [Fact]
    public void Memory_is_told_exactly_and_given_back()
    {
        for (int i = 0; i < 10; i++) Add($"member{i}");
        Assert.InRange(_set.MemoryUsage, 100, 250);
        for (int i = 10; i < 5000; i++) Add($"member{i}");
        long full = _set.MemoryUsage;
        Assert.InRange(full, 5000 * 52, 5000 * 80);
        for (int i = 10; i < 5000; i++) Remove($"member{i}");
        Assert.InRange(_set.MemoryUsage, 300, full / 30);
        Assert.Equal(10, _set.Count);
    }

    [Theory]
    [InlineData("0b 0e 0200000003000000 0100 0200 0300", "1 2 3", "intset")]
    [InlineData("0b 10 0400000002000000 ffffffff 70110100", "-1 70000", "intset")]
    [InlineData("0b 10 0800000001000000 ffffffffffffff7f", "9223372036854775807", "intset")]
    [InlineData("02 02 01 61 c0 05", "a 5", "packed")]
    [InlineData("02 02 c0 04 c0 05", "4 5", "intset")]
    [InlineData("14 0c 0c000000 0200 8161 02 05 01 ff", "a 5", "packed")]
    [InlineData("14 0b 0b000000 0200 04 01 05 01 ff", "4 5", "intset")]
    public void Every_encoding_is_read(string hex, string members, string form)
    {
        SetValue set = Assert.IsType<SetValue>(ValueCodec.Decode(Bytes(hex), _settings));
        Assert.Equal(members.Split(' '), All(set));
        Assert.Equal(form, set.Table is not null ? "table" : set.IsListpack ? "packed" : "intset");
    }

    [Theory]
    [InlineData("0b 0c 0200000002000000 0200 0100")]
    [InlineData("0b 0c 0200000002000000 0200 0200")]
    [InlineData("0b 0c 0200000003000000 0200 0300")]
    [InlineData("0b 0c 0300000002000000 0200 0300")]
    [InlineData("0b 08 0200000000000000")]
    [InlineData("0b 04 02000000")]
    [InlineData("0b 0c 0200000002000080 0100 0200")]
    [InlineData("02 00")]
    [InlineData("02 02 01 61 01 61")]
    [InlineData("02 02 c0 05 01 35")]
    [InlineData("02 80ffffffff 01 61")]
    [InlineData("14 07 07000000 0000 ff")]
    [InlineData("14 0c 0c000000 0200 05 01 8135 02 ff")]
    [InlineData("14 0c 0c000000 0300 8161 02 05 01 ff")]
    public void Forged_input_is_refused(string hex) => Assert.Throws<RdbFormatException>(() => ValueCodec.Decode(Bytes(hex), _settings));

    [Theory]
    [InlineData(30, false, 0x0b)]
    [InlineData(31, false, 0x02)]
    [InlineData(20, true, 0x02)]
    [InlineData(500, true, 0x02)]
    public void What_is_written_is_read_back(int count, bool words, byte type)
    {
        for (int i = 0; i < count; i++) Add(words ? $"w{i}" : $"{i * i}");
        ArrayBufferWriter<byte> output = new();
        _set.WriteRdb(new RdbWriter(output));
        Assert.Equal(type, output.WrittenSpan[0]);
        SetValue read = Assert.IsType<SetValue>(ValueCodec.Decode(output.WrittenSpan, _settings));
        Assert.Equal(All().Order(StringComparer.Ordinal), All(read).Order(StringComparer.Ordinal));
        Assert.Equal(Encoding.ASCII.GetString(_set.Encoding), Encoding.ASCII.GetString(read.Encoding));
    }

    private bool Add(string member) => _set.Add(PackedElement.Of(Encoding.ASCII.GetBytes(member)), _settings);

    private bool Remove(string member) => _set.Remove(PackedElement.Of(Encoding.ASCII.GetBytes(member)));

    private List<string> All() => All(_set);

    private static List<string> All(SetValue set)
    {
        List<string> all = [];
        foreach (PackedElement member in set) all.Add(Encoding.ASCII.GetString(member.ToArray()));
        return all;
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}

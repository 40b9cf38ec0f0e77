// SortedSetValue against SortedSet<(double, bytes)>: the same random operations on both, packed and as a table. Few scores and members, so that
// there are ties and members that come back; now and then many, so that the order has branches over branches. A failure prints the seed.

using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Keyspaces;
using FsCheck;
using FsCheck.Fluent;

namespace ActorKv.Core.Tests.DataTypes.SortedSets;

public sealed class SortedSetValueSpec
{
    [Fact]
    public void Random_operations_do_what_they_do_to_a_set_of_pairs()
    {
        Gen<Operation> operation = Gen.Frequency(
            (5, from member in Members() from score in Scores() select new Operation("add", member, score)),
            (3, from member in Members() from score in Scores() select new Operation("rescore", member, score)),
            (3, from member in Members() select new Operation("remove", member, 0)),
            (1, from start in Gen.Choose(0, 1000) from count in Gen.Choose(0, 40) select new Operation("remove range", [], start * 1000 + count)));
        Gen<(int, Operation[])> runs = from packed in Gen.Elements(0, 8, 1000) from run in operation.ArrayOf(400) select (packed, run);
        Prop.ForAll(runs.ToArbitrary(), run =>
        {
            Model model = new(run.Item1);
            foreach (Operation next in run.Item2) model.Apply(next);
            model.Compare();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Theory]
    [InlineData("ascending")]
    [InlineData("descending")]
    [InlineData("random")]
    public void A_large_sorted_set_keeps_its_order(string arrival)
    {
        const int Members = 12_000;
        int[] scores = [.. Enumerable.Range(0, Members)];
        if (arrival == "descending") Array.Reverse(scores);
        if (arrival == "random") new Random(5).Shuffle(scores);
        Model model = new(packed: 0);
        foreach (int score in scores) model.Apply(new Operation("add", Encoding.ASCII.GetBytes($"m{score}"), score / 3));
        model.Compare();
        // Each costs an entry of 24 bytes, a bucket of up to 8, an array of 32 and its place in the order.
        Assert.InRange(model.Value.MemoryUsage / Members, 60, 24 + 8 + 32 + 9);
        Random random = new(6);
        for (int i = 0; i < 3000; i++) model.Apply(new Operation("rescore", Encoding.ASCII.GetBytes($"m{random.Next(Members)}"), random.Next(Members / 3)));
        model.Compare();
        for (int i = 0; i < Members; i++)
        {
            model.Apply(new Operation("remove", Encoding.ASCII.GetBytes($"m{scores[i]}"), 0));
            if (i % 4000 == 3999) model.Compare();
        }
        Assert.Equal(0, model.Value.Count);
        Assert.InRange(model.Value.MemoryUsage, 0, 20_000);
    }

    [Fact]
    public void It_is_a_table_with_the_first_member_too_many_and_stays_one()
    {
        KeyspaceSettings settings = new() { ZsetMaxListpackEntries = 2 };
        SortedSetValue set = new();
        set.Add("a"u8, 1, settings);
        set.Add("b"u8, -0.0, settings);
        Assert.Equal("listpack", Encoding.ASCII.GetString(set.Encoding));
        set.Add("c"u8, -0.0, settings);
        Assert.Equal("skiplist", Encoding.ASCII.GetString(set.Encoding));
        set.Remove("a"u8);
        Assert.Equal("skiplist", Encoding.ASCII.GetString(set.Encoding));
        // A listpack has no spelling for -0; a table keeps it.
        Assert.False(double.IsNegative(set.ScoreAt(set.Find("b"u8))));
        Assert.True(double.IsNegative(set.ScoreAt(set.Find("c"u8))));
    }

    [Fact]
    public void It_is_a_table_with_the_first_long_member()
    {
        SortedSetValue set = new();
        set.Add(new byte[64], 1, new KeyspaceSettings());
        Assert.Null(set.Table);
        set.Add(new byte[65], 1, new KeyspaceSettings());
        Assert.NotNull(set.Table);
        Assert.Equal(2, set.Count);
    }

    private static Gen<byte[]> Members() => Gen.OneOf(
        from number in Gen.Choose(-20, 300) select Encoding.ASCII.GetBytes($"{number}"),
        from length in Gen.Choose(0, 3) from bytes in ArbMap.Default.GeneratorFor<byte>().ArrayOf(length) select bytes);

    private static Gen<double> Scores() => Gen.OneOf(
        from number in Gen.Choose(-3, 3) select (double)number,
        Gen.Elements(double.PositiveInfinity, double.NegativeInfinity, 0.1, 1e17, -2.5, 5e-324));

    private sealed record Operation(string Name, byte[] Member, double Score)
    {
        public override string ToString() => $"{Name} {Convert.ToHexStringLower(Member)} {Score}";
    }

    private sealed class Model(int packed) : IComparer<(double Score, byte[] Member)>
    {
        private readonly KeyspaceSettings _settings = new() { ZsetMaxListpackEntries = packed };
        private readonly Dictionary<string, double> _scores = [];

        public SortedSetValue Value { get; } = new();

        public void Apply(Operation next)
        {
            string name = Convert.ToHexStringLower(next.Member);
            int position = Value.Find(next.Member);
            if (next.Name != "remove range") Assert.Equal(_scores.ContainsKey(name), position >= 0);
            switch (next.Name)
            {
                case "remove":
                    Assert.Equal(_scores.Remove(name), Value.Remove(next.Member));
                    break;
                case "remove range":
                    int start = Math.Min(Value.Count, (int)next.Score / 1000), count = Math.Min(Value.Count - start, (int)next.Score % 1000);
                    foreach ((double _, byte[] member) in Ordered().Skip(start).Take(count)) _scores.Remove(Convert.ToHexStringLower(member));
                    if (count > 0) Value.RemoveRange(new RankRange(start, count));
                    break;
                default:
                    if (position >= 0) Value.Rescore(position, next.Score);
                    else Value.Add(next.Member, next.Score, _settings);
                    _scores[name] = next.Score;
                    break;
            }
            Assert.Equal(_scores.Count, Value.Count);
        }

        public int Compare((double Score, byte[] Member) x, (double Score, byte[] Member) y) =>
            x.Score != y.Score ? x.Score.CompareTo(y.Score) : x.Member.AsSpan().SequenceCompareTo(y.Member);

        public void Compare()
        {
            (double Score, byte[] Member)[] expected = [.. Ordered()];
            Assert.Equal(expected.Select(Show), Walk(0, at => { at.MoveNext(); return at; }));
            Assert.Equal(expected.Reverse().Select(Show), Walk(Value.Count - 1, at => { at.MovePrevious(); return at; }));
            for (int rank = 0; rank < expected.Length; rank += 1 + expected.Length / 23)
            {
                (double score, byte[] member) = expected[rank];
                int position = Value.Find(member);
                Assert.Equal(score, Value.ScoreAt(position));
                Assert.Equal(rank, Value.RankOf(position));
                Assert.Equal(Show((score, member)), Show(Value.CursorAt(rank)));
                CompareScores(expected, score, expected[^(rank + 1)].Score);
            }
            SortedSetValue copy = (SortedSetValue)Value.Copy();
            Assert.Equal(Digest(Value), Digest(copy));
            Assert.Equal(copy.Table is null, Value.Table is null);
        }

        private void CompareScores((double Score, byte[] Member)[] expected, double one, double other)
        {
            double least = Math.Min(one, other), most = Math.Max(one, other);
            RankRange both = Value.Select(new ScoreRange(new ScoreBound(least, behind: false), new ScoreBound(most, behind: true)), backwards: false, skip: 0);
            Assert.Equal(expected.Count(pair => pair.Score < least), both.Start);
            Assert.Equal(expected.Count(pair => pair.Score >= least && pair.Score <= most), both.Count);
            RankRange without = Value.Select(new ScoreRange(new ScoreBound(least, behind: true), new ScoreBound(most, behind: false)), backwards: true, skip: 1);
            Assert.Equal(Math.Max(0, expected.Count(pair => pair.Score > least && pair.Score < most) - 1), without.Count);
        }

        private SortedSet<(double Score, byte[] Member)> Ordered() => new(_scores.Select(pair => (pair.Value, Convert.FromHexString(pair.Key))), this);

        private List<string> Walk(int rank, Func<SortedSetCursor, SortedSetCursor> move)
        {
            List<string> walked = [];
            for (SortedSetCursor at = Value.CursorAt(rank); at.IsAtMember; at = move(at)) walked.Add(Show(at));
            return walked;
        }

        private static string Show((double Score, byte[] Member) pair) => $"{pair.Score} {Convert.ToHexStringLower(pair.Member)}";

        private static string Show(SortedSetCursor at) => $"{at.Score} {Convert.ToHexStringLower(at.Member.ToArray())}";

        private static string Digest(SortedSetValue value)
        {
            ValueDigest digest = default;
            value.AddDigest(ref digest);
            return digest.ToHex();
        }
    }
}

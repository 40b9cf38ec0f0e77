namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HRandFieldSpec
{
    private const string Large = "HSET h v1 1 v2 2 v3 3 v4 4 v5 5 v6 6 v7 7 v8 8 v9 9 v10 10 v11 11 v12 12";

    [Fact]
    public void HRANDFIELD_returns_some_field()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        HashSet<string> seen = [];
        for (int i = 0; i < 50; i++) seen.Add(kv.Run("HRANDFIELD h").Text);
        Assert.Equal(["a", "b"], seen.Order(StringComparer.Ordinal));
        kv.LoggedNothing();
        kv.Run("HRANDFIELD nokey").RepliesOnWire("$-1\r\n");
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1)]
    public void HRANDFIELD_with_a_count_returns_so_many_different_ones(int limit)
    {
        using Kv kv = new();
        kv.Settings.HashMaxListpackEntries = limit;
        kv.Run(Large);
        for (int count = 1; count <= 15; count++)
        {
            string[] fields = Fields(kv.Run($"HRANDFIELD h {count}"));
            Assert.Equal(Math.Min(count, 12), fields.Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(Math.Min(count, 12), fields.Length);
        }
        kv.Run("HRANDFIELD h 9223372036854775807");
        kv.Run("HRANDFIELD h 0").RepliesOnWire("*0\r\n");
        kv.Run("HRANDFIELD nokey 5").RepliesOnWire("*0\r\n");
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1)]
    public void HRANDFIELD_with_a_negative_count_repeats_itself(int limit)
    {
        using Kv kv = new();
        kv.Settings.HashMaxListpackEntries = limit;
        kv.Run("HSET h a 1 b 2");
        string[] fields = Fields(kv.Run("HRANDFIELD h -100"));
        Assert.Equal(100, fields.Length);
        Assert.Equal(2, fields.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(512, 1)]
    [InlineData(512, 5)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 5)]
    public void HRANDFIELD_prefers_no_field(int limit, int count)
    {
        using Kv kv = new();
        kv.Settings.HashMaxListpackEntries = limit;
        kv.Run(Large);
        Dictionary<string, int> times = [];
        for (int i = 0; i < 1200; i++)
            foreach (string field in Fields(kv.Run($"HRANDFIELD h {count}"))) times[field] = times.GetValueOrDefault(field) + 1;
        Assert.Equal(12, times.Count);
        Assert.All(times.Values, seen => Assert.InRange(seen, 60 * count, 145 * count));
    }

    [Fact]
    public void HRANDFIELD_WITHVALUES_returns_pairs_flat_or_nested()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1");
        kv.Run("HRANDFIELD h 3 WITHVALUES").Replies("[a, 1]");
        kv.Run("HRANDFIELD h -2 withvalues").Replies("[a, 1, a, 1]");
        kv.Resp = 3;
        kv.Run("HRANDFIELD h 3 WITHVALUES").Replies("[[a, 1]]");
        kv.Run("HRANDFIELD h -2 WITHVALUES").Replies("[[a, 1], [a, 1]]");
    }

    [Theory]
    [InlineData("HRANDFIELD h x", "ERR value is not an integer or out of range")]
    [InlineData("HRANDFIELD h -9223372036854775808", "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807")]
    [InlineData("HRANDFIELD h 1 foo", "ERR syntax error")]
    [InlineData("HRANDFIELD h 1 WITHVALUES foo", "ERR syntax error")]
    [InlineData("HRANDFIELD h 4611686018427387904 WITHVALUES", "ERR value is out of range")]
    [InlineData("HRANDFIELD h -4611686018427387904 WITHVALUES", "ERR value is out of range")]
    [InlineData("HRANDFIELD h -9223372036854775807", "ERR value is out of range")]
    [InlineData("HRANDFIELD", "ERR wrong number of arguments for 'hrandfield' command")]
    [InlineData("HRANDFIELD s", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HRANDFIELD s 1", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void HRANDFIELD_refuses(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET h a 1");
        kv.Run(command).Fails(error);
    }

    private static string[] Fields(KvReply reply) => reply.Text.Trim('[', ']').Split(", ", StringSplitOptions.RemoveEmptyEntries);
}

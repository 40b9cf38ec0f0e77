using System.Globalization;

namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HScanSpec
{
    [Fact]
    public void HSCAN_returns_a_packed_hash_whole()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2 1 3");
        kv.Run("HSCAN h 0 COUNT 1").Replies("[0, [a, 1, b, 2, 1, 3]]");
        kv.Run("HSCAN h 17").Replies("[0, [a, 1, b, 2, 1, 3]]");
        kv.Run("HSCAN h 0 MATCH [a1]").Replies("[0, [a, 1, 1, 3]]");
        kv.Run("HSCAN h 0 NOVALUES").Replies("[0, [a, b, 1]]");
        kv.Run("HSCAN h 0 NOVALUES MATCH b COUNT 5").Replies("[0, [b]]");
        kv.Run("HSCAN h 0 MATCH x").Replies("[0, []]");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("HSCAN h {0}", 2)]
    [InlineData("HSCAN h {0} COUNT 1", 2)]
    [InlineData("HSCAN h {0} COUNT 1000000", 2)]
    [InlineData("HSCAN h {0} COUNT 9223372036854775807", 2)]
    [InlineData("HSCAN h {0} COUNT 7 NOVALUES", 1)]
    public void HSCAN_meets_every_field_of_a_table(string command, int items)
    {
        using Kv kv = new();
        for (int i = 0; i < 1000; i++) kv.Run($"HSET h f{i} v");
        HashSet<string> seen = [];
        string cursor = "0";
        do
        {
            string[] reply = kv.Run(string.Format(CultureInfo.InvariantCulture, command, cursor)).Text.Trim('[', ']').Replace("[", "", StringComparison.Ordinal).Split(", ", StringSplitOptions.RemoveEmptyEntries);
            cursor = reply[0];
            Assert.Equal(1 % items, reply.Length % items);
            for (int i = 1; i < reply.Length; i += items) seen.Add(reply[i]);
        }
        while (cursor != "0");
        Assert.Equal(1000, seen.Count);
    }

    [Fact]
    public void HSCAN_with_a_pattern_looks_at_a_table_field_by_field()
    {
        using Kv kv = new();
        for (int i = 0; i < 1000; i++) kv.Run($"HSET h f{i} v");
        kv.Run("HSCAN h 0 MATCH f77 COUNT 2000").Replies("[0, [f77, v]]");
        kv.Run("HSCAN h 0 MATCH f77 COUNT 2000 NOVALUES").Replies("[0, [f77]]");
    }

    [Fact]
    public void HSCAN_of_a_missing_key_is_over_at_once()
    {
        using Kv kv = new();
        kv.Run("HSCAN nokey 5").Replies("[0, []]");
        kv.Run("HSCAN nokey 0 no such options").Replies("[0, []]");
    }

    [Theory]
    [InlineData("HSCAN h x", "ERR invalid cursor")]
    [InlineData("HSCAN nokey x", "ERR invalid cursor")]
    [InlineData("HSCAN h 0 COUNT 0", "ERR syntax error")]
    [InlineData("HSCAN h 0 COUNT x", "ERR value is not an integer or out of range")]
    [InlineData("HSCAN h 0 MATCH", "ERR syntax error")]
    [InlineData("HSCAN h 0 TYPE hash", "ERR syntax error")]
    [InlineData("HSCAN s 0 TYPE hash", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HSCAN h", "ERR wrong number of arguments for 'hscan' command")]
    public void HSCAN_refuses(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET h a 1");
        kv.Run(command).Fails(error);
    }
}

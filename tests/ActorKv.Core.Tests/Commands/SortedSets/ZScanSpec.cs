namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZScanSpec
{
    [Theory]
    [InlineData("ZSCAN z 0", "[0, [a, 1, b, 2, c, 100000000000000000]]")]
    [InlineData("ZSCAN z 0 COUNT 1", "[0, [a, 1, b, 2, c, 100000000000000000]]")]
    [InlineData("ZSCAN z 0 MATCH [ac]", "[0, [a, 1, c, 100000000000000000]]")]
    [InlineData("ZSCAN z 7 MATCH x*", "[0, []]")]
    [InlineData("ZSCAN nokey 0 FOO", "[0, []]")]
    [InlineData("ZSCAN nokey x", "(error) ERR invalid cursor")]
    [InlineData("ZSCAN z 0 COUNT 0", "(error) ERR syntax error")]
    [InlineData("ZSCAN z 0 COUNT x", "(error) ERR value is not an integer or out of range")]
    [InlineData("ZSCAN z 0 TYPE zset", "(error) ERR syntax error")]
    [InlineData("ZSCAN z 0 NOVALUES", "(error) ERR syntax error")]
    [InlineData("ZSCAN s 0", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZSCAN_returns_what_is_packed_at_once(string command, string reply)
    {
        using Kv kv = new();
        kv.Run("ZADD z 2 b 1 a 1e17 c");
        kv.Run("SET s x");
        kv.Run(command).Replies(reply);
    }

    [Fact]
    public void ZSCAN_visits_every_member_of_a_large_sorted_set()
    {
        using Kv kv = new();
        for (int i = 0; i < 1000; i++) kv.Run($"ZADD z {i}e17 m{i}");
        HashSet<string> seen = [];
        string cursor = "0";
        int calls = 0;
        do
        {
            string[] parts = kv.Run($"ZSCAN z {cursor} COUNT 20").Text.Trim('[', ']').Split([", [", ", "], StringSplitOptions.None);
            cursor = parts[0];
            for (int i = 1; i + 1 < parts.Length; i += 2) seen.Add($"{parts[i]} {parts[i + 1]}");
            calls++;
            // Members that come meanwhile make the table double: none of the old ones is missed.
            if (calls < 10) kv.Run($"ZADD z 0 new{calls}");
        }
        while (cursor != "0");
        Assert.InRange(calls, 20, 100);
        Assert.Contains("m1 1e+17", seen);
        Assert.Equal(1000, seen.Count(member => member.StartsWith('m')));
    }

    [Fact]
    public void ZSCAN_spells_scores_as_strings_with_RESP3()
    {
        using Kv kv = new();
        kv.Run("ZADD z 0.5 a");
        kv.Resp = 3;
        kv.Run("ZSCAN z 0").RepliesOnWire("*2\r\n$1\r\n0\r\n*2\r\n$1\r\na\r\n$3\r\n0.5\r\n");
    }
}

namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRandMemberSpec
{
    [Theory]
    [InlineData("ZRANDMEMBER z", "a")]
    [InlineData("ZRANDMEMBER nokey", "(nil)")]
    [InlineData("ZRANDMEMBER nokey 3", "[]")]
    [InlineData("ZRANDMEMBER z 5", "[a]")]
    [InlineData("ZRANDMEMBER z -3", "[a, a, a]")]
    [InlineData("ZRANDMEMBER z 1 WITHSCORES", "[a, 1]")]
    [InlineData("ZRANDMEMBER z -2 withscores", "[a, 1, a, 1]")]
    [InlineData("ZRANDMEMBER z 0", "[]")]
    [InlineData("ZRANDMEMBER z x", "(error) ERR value is not an integer or out of range")]
    [InlineData("ZRANDMEMBER z 1 FOO", "(error) ERR syntax error")]
    [InlineData("ZRANDMEMBER z 1 WITHSCORES FOO", "(error) ERR syntax error")]
    [InlineData("ZRANDMEMBER z -9223372036854775808", "(error) ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807")]
    [InlineData("ZRANDMEMBER z 9223372036854775807 WITHSCORES", "(error) ERR value is out of range")]
    [InlineData("ZRANDMEMBER z -9223372036854775807", "(error) ERR value is out of range")]
    [InlineData("ZRANDMEMBER s", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("ZRANDMEMBER s 2", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZRANDMEMBER_with_a_count_replies_an_array(string command, string reply)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 1 a");
            kv.Run("SET s x");
            kv.Run(command).Replies(reply);
            kv.LoggedNothing();
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(0)]
    public void ZRANDMEMBER_prefers_nobody(int packedMembers)
    {
        const int Draws = 1000;
        using Kv kv = new();
        kv.Settings.ZsetMaxListpackEntries = packedMembers;
        kv.Run("ZADD z 1 a 2 b 3 c 4 d 5 e");
        foreach ((string command, int each) in new[] { ("ZRANDMEMBER z", Draws / 5), ("ZRANDMEMBER z 2", Draws * 2 / 5), ("ZRANDMEMBER z 4", Draws * 4 / 5), ("ZRANDMEMBER z -5", Draws) })
        {
            Dictionary<char, int> drawn = [];
            for (int i = 0; i < Draws; i++)
            {
                string members = kv.Run(command).Text.Trim('[', ']').Replace(", ", "", StringComparison.Ordinal);
                if (!command.Contains('-', StringComparison.Ordinal)) Assert.Equal(members.Length, members.Distinct().Count());
                foreach (char member in members) drawn[member] = drawn.GetValueOrDefault(member) + 1;
            }
            Assert.Equal(5, drawn.Count);
            Assert.All(drawn.Values, count => Assert.InRange(count, each * 8 / 10, each * 12 / 10));
        }
    }

    [Fact]
    public void ZRANDMEMBER_replies_pairs_with_RESP3()
    {
        using Kv kv = new();
        kv.Run("ZADD z 0.5 a");
        kv.Resp = 3;
        kv.Run("ZRANDMEMBER z 1 WITHSCORES").RepliesOnWire("*1\r\n*2\r\n$1\r\na\r\n,0.5\r\n");
    }
}

namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRevRankSpec
{
    [Theory]
    [InlineData("ZREVRANK z c", "(integer) 0")]
    [InlineData("ZREVRANK z a", "(integer) 2")]
    [InlineData("ZREVRANK z x", "(nil)")]
    [InlineData("ZREVRANK nokey a", "(nil)")]
    [InlineData("ZREVRANK z b withscore", "[(integer) 1, 2.5]")]
    [InlineData("ZREVRANK z b SCORE", "(error) ERR syntax error")]
    [InlineData("ZREVRANK z b WITHSCORE x", "(error) ERR wrong number of arguments for 'zrevrank' command")]
    [InlineData("ZREVRANK s b", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZREVRANK_counts_from_the_highest_score(string command, string reply)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 1 a 2.5 b 2.5 c");
            kv.Run("SET s x");
            kv.Run(command).Replies(reply);
        }
    }

    [Fact]
    public void ZREVRANK_of_a_missing_member_is_a_null_array_when_its_score_was_asked_for()
    {
        using Kv kv = new();
        kv.Run("ZREVRANK z a").RepliesOnWire("$-1\r\n");
        kv.Run("ZREVRANK z a WITHSCORE").RepliesOnWire("*-1\r\n");
    }
}

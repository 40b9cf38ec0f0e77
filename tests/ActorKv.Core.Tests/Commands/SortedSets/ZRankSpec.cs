namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRankSpec
{
    [Theory]
    [InlineData("ZRANK z a", "(integer) 0")]
    [InlineData("ZRANK z c", "(integer) 2")]
    [InlineData("ZRANK z x", "(nil)")]
    [InlineData("ZRANK nokey a", "(nil)")]
    [InlineData("ZRANK z b withscore", "[(integer) 1, 2.5]")]
    [InlineData("ZRANK z b SCORE", "(error) ERR syntax error")]
    [InlineData("ZRANK z b WITHSCORE x", "(error) ERR wrong number of arguments for 'zrank' command")]
    [InlineData("ZRANK s b", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZRANK_counts_from_the_lowest_score(string command, string reply)
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
    public void ZRANK_of_a_missing_member_is_a_null_array_when_its_score_was_asked_for()
    {
        using Kv kv = new();
        kv.Run("ZRANK z a").RepliesOnWire("$-1\r\n");
        kv.Run("ZRANK z a WITHSCORE").RepliesOnWire("*-1\r\n");
    }
}

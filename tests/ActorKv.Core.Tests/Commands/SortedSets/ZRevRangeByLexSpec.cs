namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRevRangeByLexSpec
{
    [Theory]
    [InlineData("ZREVRANGEBYLEX z (d [b", "[c, b]")]
    [InlineData("ZREVRANGEBYLEX z + - LIMIT 1 2", "[d, c]")]
    [InlineData("ZREVRANGEBYLEX z - +", "[]")]
    [InlineData("ZREVRANGEBYLEX z d b", "(error) ERR min or max not valid string range item")]
    [InlineData("ZREVRANGEBYLEX s + -", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZREVRANGEBYLEX_takes_and_replies_the_highest_first(string command, string reply)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 0 a 0 b 0 c 0 d 0 e");
            kv.Run("SET s x");
            kv.Run(command).Replies(reply);
            kv.LoggedNothing();
        }
    }
}

namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZInterSpec
{
    [Theory]
    [InlineData("ZINTER 2 {k}x {k}y WITHSCORES", "[b, 12, c, 23]")]
    [InlineData("ZINTER 2 {k}x {k}y WEIGHTS 1 0 AGGREGATE MAX WITHSCORES", "[b, 2, c, 3]")]
    [InlineData("ZINTER 2 {k}x {k}y AGGREGATE MIN", "[b, c]")]
    [InlineData("ZINTER 2 {k}x {k}s WITHSCORES", "[b, 3]")]
    [InlineData("ZINTER 2 {k}s {k}s WITHSCORES", "[7, 2, b, 2]")]
    [InlineData("ZINTER 2 {k}x {k}nokey", "[]")]
    [InlineData("ZINTER 1 {k}x", "[a, b, c]")]
    [InlineData("ZINTER 3 {k}x {k}y {k}s WITHSCORES", "[b, 13]")]
    [InlineData("ZINTER 0 {k}x", "(error) ERR at least 1 input key is needed for 'zinter' command")]
    [InlineData("ZINTER 3 {k}x {k}y", "(error) ERR syntax error")]
    [InlineData("ZINTER 2 {k}x {k}str", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZINTER_replies_the_members_of_all(string command, string reply)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD {k}x 1 a 2 b 3 c");
            kv.Run("ZADD {k}y 10 b 20 c 30 d");
            kv.Run("SADD {k}s b 7");
            kv.Run("SET {k}str x");
            kv.Run(command).Replies(reply);
            kv.LoggedNothing();
        }
    }
}

namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZInterCardSpec
{
    [Theory]
    [InlineData("ZINTERCARD 2 {k}x {k}y", "(integer) 2")]
    [InlineData("ZINTERCARD 2 {k}x {k}y LIMIT 1", "(integer) 1")]
    [InlineData("ZINTERCARD 2 {k}x {k}y LIMIT 0", "(integer) 2")]
    [InlineData("ZINTERCARD 2 {k}x {k}y LIMIT 9", "(integer) 2")]
    [InlineData("ZINTERCARD 2 {k}x {k}s", "(integer) 1")]
    [InlineData("ZINTERCARD 2 {k}x {k}nokey", "(integer) 0")]
    [InlineData("ZINTERCARD 1 {k}x LIMIT -1", "(error) ERR LIMIT can't be negative")]
    [InlineData("ZINTERCARD 1 {k}x LIMIT x", "(error) ERR LIMIT can't be negative")]
    [InlineData("ZINTERCARD 1 {k}x LIMIT", "(error) ERR syntax error")]
    [InlineData("ZINTERCARD 1 {k}x WITHSCORES", "(error) ERR syntax error")]
    [InlineData("ZINTERCARD 1 {k}x WEIGHTS 1", "(error) ERR syntax error")]
    [InlineData("ZINTERCARD 0 {k}x", "(error) ERR at least 1 input key is needed for 'zintercard' command")]
    [InlineData("ZINTERCARD 1 {k}str", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZINTERCARD_counts_the_members_of_all(string command, string reply)
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

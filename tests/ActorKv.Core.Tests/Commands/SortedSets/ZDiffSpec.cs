namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZDiffSpec
{
    [Theory]
    [InlineData("ZDIFF 2 {k}x {k}y WITHSCORES", "[a, 1]")]
    [InlineData("ZDIFF 2 {k}y {k}s", "[c, d]")]
    [InlineData("ZDIFF 2 {k}s {k}x WITHSCORES", "[7, 1]")]
    [InlineData("ZDIFF 2 {k}x {k}x", "[]")]
    [InlineData("ZDIFF 1 {k}x", "[a, b, c]")]
    [InlineData("ZDIFF 2 {k}nokey {k}x", "[]")]
    [InlineData("ZDIFF 1 {k}x WEIGHTS 2", "(error) ERR syntax error")]
    [InlineData("ZDIFF 1 {k}x AGGREGATE MIN", "(error) ERR syntax error")]
    [InlineData("ZDIFF 0 {k}x", "(error) ERR at least 1 input key is needed for 'zdiff' command")]
    [InlineData("ZDIFF 2 {k}x {k}str", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZDIFF_replies_the_members_of_the_first_alone(string command, string reply)
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

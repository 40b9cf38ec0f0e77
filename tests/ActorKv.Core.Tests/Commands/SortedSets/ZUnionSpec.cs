namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZUnionSpec
{
    [Theory]
    [InlineData("ZUNION 2 {k}x {k}y", "[a, b, c, d]")]
    [InlineData("ZUNION 2 {k}x {k}y WITHSCORES", "[a, 1, b, 12, c, 23, d, 30]")]
    [InlineData("ZUNION 2 {k}x {k}y WEIGHTS 2 -1 WITHSCORES", "[d, -30, c, -14, b, -6, a, 2]")]
    [InlineData("ZUNION 2 {k}x {k}y AGGREGATE MIN WITHSCORES", "[a, 1, b, 2, c, 3, d, 30]")]
    [InlineData("ZUNION 2 {k}x {k}y aggregate max WITHSCORES", "[a, 1, b, 10, c, 20, d, 30]")]
    [InlineData("ZUNION 2 {k}x {k}s WITHSCORES", "[7, 1, a, 1, b, 3, c, 3]")]
    [InlineData("ZUNION 2 {k}x {k}x WITHSCORES", "[a, 2, b, 4, c, 6]")]
    [InlineData("ZUNION 2 {k}x {k}nokey", "[a, b, c]")]
    [InlineData("ZUNION 1 {k}nokey", "[]")]
    [InlineData("ZUNION 2 {k}x {k}x WEIGHTS inf -inf WITHSCORES", "[a, 0, b, 0, c, 0]")]
    [InlineData("ZUNION 1 {k}x WEIGHTS 1 WEIGHTS 3 WITHSCORES WITHSCORES", "[a, 3, b, 6, c, 9]")]
    [InlineData("ZUNION 0 {k}x", "(error) ERR at least 1 input key is needed for 'zunion' command")]
    [InlineData("ZUNION x {k}x", "(error) ERR value is not an integer or out of range")]
    [InlineData("ZUNION 2 {k}x", "(error) ERR syntax error")]
    [InlineData("ZUNION 1 {k}x WEIGHTS", "(error) ERR syntax error")]
    [InlineData("ZUNION 1 {k}x WEIGHTS x", "(error) ERR weight value is not a float")]
    [InlineData("ZUNION 1 {k}x WEIGHTS nan", "(error) ERR weight value is not a float")]
    [InlineData("ZUNION 1 {k}x AGGREGATE AVG", "(error) ERR syntax error")]
    [InlineData("ZUNION 1 {k}x AGGREGATE", "(error) ERR syntax error")]
    [InlineData("ZUNION 1 {k}x LIMIT 1", "(error) ERR syntax error")]
    [InlineData("ZUNION 2 {k}x {k}str", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("ZUNION 1 {k}str FOO", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZUNION_replies_the_members_of_any(string command, string reply)
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

    [Fact]
    public void ZUNION_adds_from_the_smallest_source_to_the_largest()
    {
        using Kv kv = new();
        kv.Run("ZADD {k}1 1 pad1 1 pad2 1e16 m");
        kv.Run("ZADD {k}2 1 m");
        kv.Run("ZADD {k}3 1 m 1 pad");
        // (1 + 1) + 1e16; in the order of the arguments each 1 would be lost.
        kv.Run("ZUNION 3 {k}1 {k}2 {k}3 WITHSCORES").Replies("[pad, 1, pad1, 1, pad2, 1, m, 10000000000000002]");
    }

    [Fact]
    public void ZUNION_replies_pairs_with_RESP3_and_keeps_minus_0()
    {
        using Kv kv = new();
        kv.Run("ZADD z 0 a");
        kv.Resp = 3;
        kv.Run("ZUNION 1 z WEIGHTS -1 WITHSCORES").RepliesOnWire("*1\r\n*2\r\n$1\r\na\r\n,-0\r\n");
    }
}

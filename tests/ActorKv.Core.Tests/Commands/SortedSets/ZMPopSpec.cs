namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZMPopSpec
{
    [Theory]
    [InlineData("ZMPOP 2 nokey z MIN", "[z, [[a, 1]]]", "ZREM z a")]
    [InlineData("ZMPOP 1 z MAX COUNT 2", "[z, [[e, 5], [d, 4]]]", "ZREM z d e")]
    [InlineData("ZMPOP 1 z MIN COUNT 9", "[z, [[a, 1], [b, 2], [c, 3], [d, 4], [e, 5]]]", "DEL z")]
    [InlineData("ZMPOP 2 s z MIN", "(error) WRONGTYPE Operation against a key holding the wrong kind of value", null)]
    [InlineData("ZMPOP 2 z s MIN", "[z, [[a, 1]]]", "ZREM z a")]
    [InlineData("ZMPOP 0 z MIN", "(error) ERR numkeys should be greater than 0", null)]
    [InlineData("ZMPOP x z MIN", "(error) ERR numkeys should be greater than 0", null)]
    [InlineData("ZMPOP 2 z MIN", "(error) ERR syntax error", null)]
    [InlineData("ZMPOP 1 z LEFT", "(error) ERR syntax error", null)]
    [InlineData("ZMPOP 1 z MIN COUNT", "(error) ERR syntax error", null)]
    [InlineData("ZMPOP 1 z MIN COUNT 1 COUNT 1", "(error) ERR syntax error", null)]
    [InlineData("ZMPOP 1 z MIN FOO 1", "(error) ERR syntax error", null)]
    [InlineData("ZMPOP 1 z MIN COUNT 0", "(error) ERR count should be greater than 0", null)]
    [InlineData("ZMPOP 1 z MIN COUNT x", "(error) ERR count should be greater than 0", null)]
    public void ZMPOP_takes_from_the_first_sorted_set_there_is(string command, string reply, string? logged)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 1 a 2 b 3 c 4 d 5 e");
            kv.Run("SET s x");
            kv.Run(command).Replies(reply);
            if (logged is null) kv.LoggedNothing();
            else kv.Logged(logged);
        }
    }

    [Fact]
    public void ZMPOP_without_a_sorted_set_replies_a_null_array()
    {
        using Kv kv = new();
        kv.Run("ZMPOP 1 nokey MIN").RepliesOnWire("*-1\r\n");
        kv.Resp = 3;
        kv.Run("ZMPOP 1 nokey MIN").RepliesOnWire("_\r\n");
    }

    [Fact]
    public void ZMPOP_replies_scores_as_doubles_with_RESP3()
    {
        using Kv kv = new();
        kv.Run("ZADD z 1 a");
        kv.Resp = 3;
        kv.Run("ZMPOP 1 z MIN").RepliesOnWire("*2\r\n$1\r\nz\r\n*1\r\n*2\r\n$1\r\na\r\n,1\r\n");
    }
}

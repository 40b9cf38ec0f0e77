namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class BZMPopSpec
{
    [Theory]
    [InlineData("BZMPOP 0 2 nokey z MIN", "[z, [[a, 1]]]", "ZREM z a")]
    [InlineData("BZMPOP 0 1 z MAX COUNT 2", "[z, [[e, 5], [d, 4]]]", "ZREM z d e")]
    [InlineData("BZMPOP 0 1 z MIN COUNT 9", "[z, [[a, 1], [b, 2], [c, 3], [d, 4], [e, 5]]]", "DEL z")]
    [InlineData("BZMPOP 0 2 s z MIN", "(error) WRONGTYPE Operation against a key holding the wrong kind of value", null)]
    [InlineData("BZMPOP 0 2 z s MIN", "[z, [[a, 1]]]", "ZREM z a")]
    [InlineData("BZMPOP 0 0 z MIN", "(error) ERR numkeys should be greater than 0", null)]
    [InlineData("BZMPOP 0 x z MIN", "(error) ERR numkeys should be greater than 0", null)]
    [InlineData("BZMPOP 0 2 z MIN", "(error) ERR syntax error", null)]
    [InlineData("BZMPOP 0 1 z LEFT", "(error) ERR syntax error", null)]
    [InlineData("BZMPOP 0 1 z MIN COUNT", "(error) ERR syntax error", null)]
    [InlineData("BZMPOP 0 1 z MIN COUNT 1 COUNT 1", "(error) ERR syntax error", null)]
    [InlineData("BZMPOP 0 1 z MIN FOO 1", "(error) ERR syntax error", null)]
    [InlineData("BZMPOP 0 1 z MIN COUNT 0", "(error) ERR count should be greater than 0", null)]
    [InlineData("BZMPOP 0 1 z MIN COUNT x", "(error) ERR count should be greater than 0", null)]
    [InlineData("BZMPOP x 1 z MIN", "(error) ERR timeout is not a float or out of range", null)]
    [InlineData("BZMPOP x 0 z MIN", "(error) ERR numkeys should be greater than 0", null)]
    [InlineData("BZMPOP -1 1 z MIN", "(error) ERR timeout is negative", null)]
    public void BZMPOP_takes_from_the_first_sorted_set_there_is(string command, string reply, string? logged)
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
    public void BZMPOP_waits_for_its_keys_in_their_order()
    {
        using Kv kv = new();
        kv.Run("BZMPOP 2 2 b a MAX COUNT 5").Blocks();
        Assert.Equal(["b", "a"], kv.Blocked!.Keys.Select(System.Text.Encoding.ASCII.GetString));
        kv.TimedOut().RepliesOnWire("*-1\r\n");
        kv.Run("ZADD a 1 x 2 y");
        kv.Run("BZMPOP 2 2 b a MAX COUNT 5").Replies("[a, [[y, 2], [x, 1]]]");
        kv.Logged("DEL a");
    }
}

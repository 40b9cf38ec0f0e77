using ActorKv.Core.DataTypes;

namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class BZPopMaxSpec
{
    [Theory]
    [InlineData("BZPOPMAX nokey z 0", "[z, e, 5]", "ZREM z e")]
    [InlineData("BZPOPMAX z s 0", "[z, e, 5]", "ZREM z e")]
    [InlineData("BZPOPMAX nokey s 0", "(error) WRONGTYPE Operation against a key holding the wrong kind of value", null)]
    [InlineData("BZPOPMAX z x", "(error) ERR timeout is not a float or out of range", null)]
    [InlineData("BZPOPMAX s -1", "(error) ERR timeout is negative", null)]
    public void BZPOPMAX_takes_from_the_first_sorted_set_there_is(string command, string reply, string? logged)
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
    public void BZPOPMAX_without_a_sorted_set_waits_for_its_keys_in_their_order()
    {
        using Kv kv = new();
        kv.Run("BZPOPMAX b a 1.5").Blocks();
        kv.LoggedNothing();
        Assert.Equal(DataType.SortedSet, kv.Blocked!.WaitsFor);
        Assert.Equal(["b", "a"], kv.Blocked.Keys.Select(System.Text.Encoding.ASCII.GetString));
        Assert.Equal(1500, kv.Blocked.TimeoutMilliseconds);
        kv.TimedOut().RepliesOnWire("*-1\r\n");
        kv.Run("ZADD a 1 x");
        kv.Run("BZPOPMAX b a 1.5").Replies("[a, x, 1]");
        kv.Logged("DEL a");
    }

    [Fact]
    public void BZPOPMAX_that_may_not_wait_replies_a_null_array()
    {
        using Kv kv = new();
        kv.Turn.MayBlock = false;
        kv.Run("BZPOPMAX a 1").RepliesOnWire("*-1\r\n");
        kv.Resp = 3;
        kv.Run("BZPOPMAX a 1").RepliesOnWire("_\r\n");
    }
}

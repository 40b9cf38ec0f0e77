using ActorKv.Core.DataTypes;

namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class BZPopMinSpec
{
    [Theory]
    [InlineData("BZPOPMIN nokey z 0", "[z, a, 1]", "ZREM z a")]
    [InlineData("BZPOPMIN z s 0", "[z, a, 1]", "ZREM z a")]
    [InlineData("BZPOPMIN nokey s 0", "(error) WRONGTYPE Operation against a key holding the wrong kind of value", null)]
    [InlineData("BZPOPMIN z x", "(error) ERR timeout is not a float or out of range", null)]
    [InlineData("BZPOPMIN s -1", "(error) ERR timeout is negative", null)]
    public void BZPOPMIN_takes_from_the_first_sorted_set_there_is(string command, string reply, string? logged)
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
    public void BZPOPMIN_without_a_sorted_set_waits_for_its_keys_in_their_order()
    {
        using Kv kv = new();
        kv.Run("BZPOPMIN b a 1.5").Blocks();
        kv.LoggedNothing();
        Assert.Equal(DataType.SortedSet, kv.Blocked!.WaitsFor);
        Assert.Equal(["b", "a"], kv.Blocked.Keys.Select(System.Text.Encoding.ASCII.GetString));
        Assert.Equal(1500, kv.Blocked.TimeoutMilliseconds);
        kv.TimedOut().RepliesOnWire("*-1\r\n");
        kv.Run("ZADD a 1 x");
        kv.Run("BZPOPMIN b a 1.5").Replies("[a, x, 1]");
        kv.Logged("DEL a");
    }

    [Fact]
    public void BZPOPMIN_that_may_not_wait_replies_a_null_array()
    {
        using Kv kv = new();
        kv.Turn.MayBlock = false;
        kv.Run("BZPOPMIN a 1").RepliesOnWire("*-1\r\n");
        kv.Resp = 3;
        kv.Run("BZPOPMIN a 1").RepliesOnWire("_\r\n");
    }
}

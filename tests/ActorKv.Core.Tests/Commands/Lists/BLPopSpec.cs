namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class BLPopSpec
{
    [Fact]
    public void BLPOP_takes_from_the_first_list_there_is()
    {
        using Kv kv = new();
        kv.Run("RPUSH b 1 2 3");
        kv.Run("BLPOP a b 0").Replies("[b, 1]");
        kv.Logged("LPOP b");
        kv.Run("LLEN b").Replies("(integer) 2");
    }

    [Fact]
    public void BLPOP_of_the_last_element_removes_the_key()
    {
        using Kv kv = new();
        kv.Run("RPUSH b 1");
        kv.Run("BLPOP a b 0").Replies("[b, 1]");
        kv.Run("LPUSHX b x").Replies("(integer) 0");
    }

    [Fact]
    public void BLPOP_without_a_list_waits_for_its_keys_in_their_order()
    {
        using Kv kv = new();
        kv.Run("BLPOP b a c 1.5").Blocks();
        kv.LoggedNothing();
        Assert.Equal(["b", "a", "c"], kv.Blocked!.Keys.Select(System.Text.Encoding.ASCII.GetString));
        Assert.Equal(1500, kv.Blocked.TimeoutMilliseconds);
    }

    [Fact]
    public void BLPOP_run_again_when_a_key_is_ready_is_served()
    {
        using Kv kv = new();
        kv.Run("BLPOP a b 0").Blocks();
        kv.Run("RPUSH b 1 2 3").Replies("(integer) 3");
        kv.Run("BLPOP a b 0").Replies("[b, 1]");
        kv.Logged("LPOP b");
    }

    [Fact]
    public void BLPOP_replies_a_null_array_when_the_time_is_over_or_may_not_be_waited_for()
    {
        using Kv kv = new();
        kv.Run("BLPOP a 1").Blocks();
        kv.TimedOut().RepliesOnWire("*-1\r\n");
        kv.Turn.MayBlock = false;
        kv.Run("BLPOP a 1").RepliesOnWire("*-1\r\n");
        kv.LoggedNothing();
        kv.Resp = 3;
        kv.Run("BLPOP a 1").RepliesOnWire("_\r\n");
    }

    [Fact]
    public void BLPOP_stops_at_a_key_of_another_type()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("RPUSH l a");
        kv.Run("BLPOP s l 0").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("BLPOP l s 0").Replies("[l, a]");
        kv.Run("BLPOP nokey s 0").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
    }

    [Fact]
    public void BLPOP_refuses_a_bad_timeout_before_it_looks_at_the_keys()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("BLPOP s x").Fails("ERR timeout is not a float or out of range");
        kv.Run("BLPOP s -1").Fails("ERR timeout is negative");
        kv.Run("BLPOP s").Fails("ERR wrong number of arguments for 'blpop' command");
    }
}

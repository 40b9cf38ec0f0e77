namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class BLMPopSpec
{
    [Fact]
    public void BLMPOP_takes_from_the_first_list_there_is()
    {
        using Kv kv = new();
        kv.Run("RPUSH b 1 2 3");
        kv.Run("BLMPOP 0 2 a b LEFT").Replies("[b, [1]]");
        kv.Logged("LPOP b");
        kv.Run("BLMPOP 0 2 a b RIGHT COUNT 5").Replies("[b, [3, 2]]");
        kv.Logged("RPOP b 2");
    }

    [Fact]
    public void BLMPOP_without_a_list_waits_for_its_keys()
    {
        using Kv kv = new();
        kv.Run("BLMPOP 0.25 2 b a LEFT COUNT 2").Blocks();
        kv.LoggedNothing();
        Assert.Equal(["b", "a"], kv.Blocked!.Keys.Select(System.Text.Encoding.ASCII.GetString));
        Assert.Equal(250, kv.Blocked.TimeoutMilliseconds);
        kv.TimedOut().RepliesOnWire("*-1\r\n");
        kv.Run("RPUSH a 1 2 3");
        kv.Run("BLMPOP 0.25 2 b a LEFT COUNT 2").Replies("[a, [1, 2]]");
        kv.Logged("LPOP a 2");
    }

    [Fact]
    public void BLMPOP_that_may_not_wait_gives_a_null_array()
    {
        using Kv kv = new();
        kv.Turn.MayBlock = false;
        kv.Run("BLMPOP 0 1 a LEFT").RepliesOnWire("*-1\r\n");
        kv.LoggedNothing();
        kv.Resp = 3;
        kv.Run("BLMPOP 0 1 a LEFT").RepliesOnWire("_\r\n");
    }

    [Fact]
    public void BLMPOP_refuses_bad_arguments_and_a_bad_timeout_last()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("BLMPOP x 1 l LEFT").Fails("ERR timeout is not a float or out of range");
        kv.LoggedNothing();
        kv.Run("BLMPOP -1 1 l LEFT").Fails("ERR timeout is negative");
        kv.LoggedNothing();
        kv.Run("BLMPOP x 0 l LEFT").Fails("ERR numkeys should be greater than 0");
        kv.LoggedNothing();
        kv.Run("BLMPOP x 1 l UP").Fails("ERR syntax error");
        kv.LoggedNothing();
        kv.Run("BLMPOP x 1 l LEFT COUNT 0").Fails("ERR count should be greater than 0");
        kv.LoggedNothing();
        kv.Run("BLMPOP 0 2 l LEFT").Fails("ERR syntax error");
        kv.LoggedNothing();
        kv.Run("BLMPOP 0 1 s LEFT").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("BLMPOP 0 1 l").Fails("ERR wrong number of arguments for 'blmpop' command");
        kv.LoggedNothing();
    }
}

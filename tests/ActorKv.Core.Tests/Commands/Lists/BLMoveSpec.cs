namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class BLMoveSpec
{
    [Fact]
    public void BLMOVE_moves_when_it_can()
    {
        using Kv kv = new();
        kv.Run("RPUSH {t}a 1 2");
        kv.Run("BLMOVE {t}a {t}b RIGHT LEFT 0").Replies("2");
        kv.Logged("LMOVE {t}a {t}b RIGHT LEFT");
        kv.Run("BLMOVE {t}a {t}a LEFT RIGHT 0").Replies("1");
        kv.LoggedNothing();
    }

    [Fact]
    public void BLMOVE_between_key_shards_logs_one_effect_for_each()
    {
        using Kv kv = new();
        kv.Run("RPUSH a 1 2");
        kv.Run("BLMOVE a b LEFT RIGHT 0").Replies("1");
        kv.Logged("LPOP a", "RPUSH b 1");
    }

    [Fact]
    public void BLMOVE_waits_for_its_source_whatever_the_destination()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("BLMOVE a s LEFT LEFT 2").Blocks();
        kv.LoggedNothing();
        Assert.Equal(["a"], kv.Blocked!.Keys.Select(System.Text.Encoding.ASCII.GetString));
        kv.Run("RPUSH a 1");
        kv.Run("BLMOVE a s LEFT LEFT 2").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("LLEN a").Replies("(integer) 1");
    }

    [Fact]
    public void BLMOVE_replies_a_null_array_when_the_time_is_over_and_nil_when_it_may_not_wait()
    {
        using Kv kv = new();
        kv.Run("BLMOVE a b LEFT LEFT 1").Blocks();
        kv.TimedOut().RepliesOnWire("*-1\r\n");
        kv.Turn.MayBlock = false;
        kv.Run("BLMOVE a b LEFT LEFT 1").RepliesOnWire("$-1\r\n");
        kv.LoggedNothing();
        kv.Resp = 3;
        kv.Run("BLMOVE a b LEFT LEFT 1").RepliesOnWire("_\r\n");
    }

    [Fact]
    public void BLMOVE_refuses_bad_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("BLMOVE a b UP LEFT 0").Fails("ERR syntax error");
        kv.Run("BLMOVE a b LEFT UP x").Fails("ERR syntax error");
        kv.Run("BLMOVE s b LEFT LEFT x").Fails("ERR timeout is not a float or out of range");
        kv.Run("BLMOVE s b LEFT LEFT 0").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("BLMOVE a b LEFT LEFT").Fails("ERR wrong number of arguments for 'blmove' command");
    }
}

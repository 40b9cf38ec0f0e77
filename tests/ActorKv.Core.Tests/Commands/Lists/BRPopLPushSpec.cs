namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class BRPopLPushSpec
{
    [Fact]
    public void BRPOPLPUSH_moves_from_tail_to_head()
    {
        using Kv kv = new();
        kv.Run("RPUSH {t}a 1 2");
        kv.Run("BRPOPLPUSH {t}a {t}b 0").Replies("2");
        kv.Logged("LMOVE {t}a {t}b RIGHT LEFT");
        kv.Run("RPUSH a 1");
        kv.Run("BRPOPLPUSH a b 0").Replies("1");
        kv.Logged("RPOP a", "LPUSH b 1");
    }

    [Fact]
    public void BRPOPLPUSH_waits_for_its_source()
    {
        using Kv kv = new();
        kv.Run("BRPOPLPUSH a b 0.5").Blocks();
        kv.LoggedNothing();
        Assert.Equal(500, kv.Blocked!.TimeoutMilliseconds);
        kv.TimedOut().RepliesOnWire("*-1\r\n");
        kv.Run("RPUSH a 1");
        kv.Run("BRPOPLPUSH a b 0.5").Replies("1");
    }

    [Fact]
    public void BRPOPLPUSH_that_may_not_wait_is_nil()
    {
        using Kv kv = new();
        kv.Turn.MayBlock = false;
        kv.Run("BRPOPLPUSH a b 0").RepliesOnWire("$-1\r\n");
        kv.LoggedNothing();
    }

    [Fact]
    public void BRPOPLPUSH_refuses_bad_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("RPUSH l a");
        kv.Run("BRPOPLPUSH s l 0").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("BRPOPLPUSH l s 0").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("BRPOPLPUSH a b x").Fails("ERR timeout is not a float or out of range");
        kv.Run("BRPOPLPUSH a b").Fails("ERR wrong number of arguments for 'brpoplpush' command");
    }
}

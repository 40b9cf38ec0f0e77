using ActorKv.Core.DataTypes.Streams;

namespace ActorKv.Core.Tests.Commands.Streams;

public sealed class XReadSpec
{
    [Fact]
    public void XREAD_returns_what_came_behind_an_id() => GroupKv.Play("""
        XADD s 1 f a
        XADD s 2 f b
        XADD t 1-5 f c
        XREAD STREAMS s 0 => [[s, [[1-0, [f, a]], [2-0, [f, b]]]]]
        XREAD COUNT 1 STREAMS s t nokey 0 1-4 0 => [[s, [[1-0, [f, a]]]], [t, [[1-5, [f, c]]]]]
        XREAD COUNT 0 STREAMS s t 1 1-5 => [[s, [[2-0, [f, b]]]]]
        XREAD COUNT -1 STREAMS s s 1 0-1 => [[s, [[2-0, [f, b]]]], [s, [[1-0, [f, a]], [2-0, [f, b]]]]]
        XREAD STREAMS s 2 => (nil)
        XREAD STREAMS s t nokey $ $ $ => (nil)
        XDEL s 2
        XREAD STREAMS s 1 => (nil)
        """);

    [Fact]
    public void XREAD_replies_a_map_in_RESP3()
    {
        using Kv kv = new() { Resp = 3 };
        kv.Run("XADD s 1 f v");
        kv.Run("XREAD STREAMS s 0").RepliesOnWire("%1\r\n$1\r\ns\r\n*1\r\n*2\r\n$3\r\n1-0\r\n*2\r\n$1\r\nf\r\n$1\r\nv\r\n");
        kv.Run("XREAD STREAMS s 1").RepliesOnWire("_\r\n");
    }

    [Theory]
    [InlineData("XREAD STREAMS s t 0", "-ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.")]
    [InlineData("XREAD COUNT 1 STREAMS", "-ERR syntax error")]
    [InlineData("XREAD COUNT 1 NOACK", "-ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead.")]
    [InlineData("XREAD GROUP g a STREAMS s 0", "-ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead.")]
    [InlineData("XREAD STREAMS s >", "-ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.")]
    [InlineData("XREAD STREAMS s +", "-ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XREAD STREAMS k x", "-WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("XREAD COUNT x STREAMS s 0", "-ERR value is not an integer or out of range")]
    [InlineData("XREAD BLOCK 1.5 STREAMS s 0", "-ERR timeout is not an integer or out of range")]
    [InlineData("XREAD BLOCK -1 STREAMS s 0", "-ERR timeout is negative")]
    [InlineData("XREAD BLOCK 9223372036854775807 STREAMS s 0", "-ERR timeout is out of range")]
    public void XREAD_checks_its_arguments(string command, string reply) => GroupKv.Play($"""
        SET k v
        XADD s 1 f v
        {command} => {reply}
        """);

    [Fact]
    public void XREAD_BLOCK_pins_what_a_dollar_meant()
    {
        using Kv kv = new();
        kv.Run("XADD s 5 f a");
        kv.Run("XREAD BLOCK 0 STREAMS s nokey $ 3").Blocks();
        Assert.Equal(new StreamId[] { new(5, 0), new(3, 0) }, kv.Blocked!.Pinned);
        Assert.False(kv.Blocked.EvenWhenGone);
        object? pinned = kv.Blocked.Pinned;
        kv.Run("XADD nokey 3 f v");
        Retry(kv, pinned).Blocks();
        Assert.Equal(pinned, kv.Blocked.Pinned);
        kv.Run("XADD s 6 f b");
        Retry(kv, pinned).Replies("[[s, [[6-0, [f, b]]]]]");
    }

    [Fact]
    public void XREAD_that_waits_replies_one_stream_and_takes_no_notice_of_other_types()
    {
        using Kv kv = new();
        kv.Run("XREAD BLOCK 0 STREAMS s nokey $ $").Blocks();
        object? pinned = kv.Blocked!.Pinned;
        kv.Run("SET s v");
        Retry(kv, pinned).Blocks();
        kv.Run("DEL s");
        kv.Run("XADD nokey 1 f v");
        kv.Run("XADD s 1 f v");
        Retry(kv, pinned).Replies("[[s, [[1-0, [f, v]]]]]");
    }

    [Fact]
    public void XREAD_where_it_may_not_wait_replies_at_once()
    {
        using Kv kv = new();
        kv.Turn.MayBlock = false;
        kv.Run("XREAD BLOCK 0 STREAMS s $").RepliesOnWire("*-1\r\n");
    }

    private static KvReply Retry(Kv kv, object? pinned)
    {
        kv.Turn.IsRetry = true;
        kv.Turn.Pinned = pinned;
        KvReply reply = kv.Run("XREAD BLOCK 0 STREAMS s nokey $ 3");
        kv.Turn.IsRetry = false;
        kv.Turn.Pinned = null;
        return reply;
    }
}

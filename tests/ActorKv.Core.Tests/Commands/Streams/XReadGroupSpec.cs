namespace ActorKv.Core.Tests.Commands.Streams;

public sealed class XReadGroupSpec
{
    [Fact]
    public void XREADGROUP_gives_each_entry_to_one_consumer() => GroupKv.Play("""
        XADD s 1 f a
        XADD s 2 f b
        XADD s 3 f c
        XGROUP CREATE s g 0
        XREADGROUP GROUP g a COUNT 2 STREAMS s > => [[s, [[1-0, [f, a]], [2-0, [f, b]]]]]
        XREADGROUP GROUP g b STREAMS s > => [[s, [[3-0, [f, c]]]]]
        XREADGROUP GROUP g b STREAMS s > => (nil)
        XREADGROUP GROUP g a STREAMS s 0 => [[s, [[1-0, [f, a]], [2-0, [f, b]]]]]
        XREADGROUP GROUP g a COUNT 1 STREAMS s 1 => [[s, [[2-0, [f, b]]]]]
        XREADGROUP GROUP g a STREAMS s 2 => [[s, []]]
        XREADGROUP GROUP g c STREAMS s 0 => [[s, []]]
        XPENDING s g - + 9 => [[1-0, a, (integer) 0, (integer) 2], [2-0, a, (integer) 0, (integer) 3], [3-0, b, (integer) 0, (integer) 1]]
        """);

    [Fact]
    public void XREADGROUP_logs_what_is_pending_and_where_the_group_stands()
    {
        using Kv kv = new();
        kv.Play("""
            XADD s 1 f a
            XADD s 2 f b
            XGROUP CREATE s g 0
            """);
        kv.Run("XREADGROUP GROUP g a STREAMS s >");
        kv.Logged(
            "XGROUP CREATECONSUMER s g a", "XCLAIM s g a 0 1-0 2-0 TIME 1000000 RETRYCOUNT 1 FORCE JUSTID", "XGROUP SETID s g 2-0 ENTRIESREAD 2");
        kv.Run("XREADGROUP GROUP g a COUNT 1 STREAMS s 0");
        kv.Logged("XCLAIM s g a 0 1-0 TIME 1000000 RETRYCOUNT 2 FORCE JUSTID");
        kv.Run("XADD s 3 f c");
        kv.Run("XREADGROUP GROUP g a NOACK STREAMS s >");
        kv.Logged("XGROUP SETID s g 3-0 ENTRIESREAD 3");
        kv.Run("XREADGROUP GROUP g a STREAMS s >");
        kv.LoggedNothing();
    }

    [Fact]
    public void XREADGROUP_with_NOACK_leaves_nothing_pending() => GroupKv.Play("""
        XADD s 1 f a
        XGROUP CREATE s g 0
        XREADGROUP GROUP g a NOACK STREAMS s > => [[s, [[1-0, [f, a]]]]]
        XPENDING s g => [(integer) 0, (nil), (nil), (nil)]
        XINFO CONSUMERS s g => [[name, a, pending, (integer) 0, idle, (integer) 0]]
        """);

    [Fact]
    public void XREADGROUP_replies_pending_entries_that_are_gone_as_nil() => GroupKv.Play("""
        XADD s 1 f a
        XADD s 2 f b
        XGROUP CREATE s g 0
        XREADGROUP GROUP g a STREAMS s >
        XDEL s 1
        XREADGROUP GROUP g a STREAMS s 0 => [[s, [[1-0, (nil)], [2-0, [f, b]]]]]
        XPENDING s g - + 9 => [[1-0, a, (integer) 0, (integer) 1], [2-0, a, (integer) 0, (integer) 2]]
        """);

    [Fact]
    public void XREADGROUP_after_a_step_back_takes_entries_from_who_had_them() => GroupKv.Play("""
        XADD s 1 f a
        XGROUP CREATE s g 0
        XREADGROUP GROUP g a STREAMS s >
        XREADGROUP GROUP g a STREAMS s 0
        XGROUP SETID s g 0
        XREADGROUP GROUP g b STREAMS s > => [[s, [[1-0, [f, a]]]]]
        XPENDING s g - + 9 => [[1-0, b, (integer) 0, (integer) 1]]
        XPENDING s g => [(integer) 1, 1-0, 1-0, [[b, 1]]]
        """);

    [Fact]
    public void XREADGROUP_reads_a_stream_on_that_is_named_twice() => GroupKv.Play("""
        XGROUP CREATE s g $ MKSTREAM
        XADD s 1 f a
        XADD s 2 f b
        XREADGROUP GROUP g a COUNT 1 STREAMS s s s > > > => [[s, [[1-0, [f, a]]]], [s, [[2-0, [f, b]]]]]
        XADD s 3 f c
        XREADGROUP GROUP g a STREAMS s s > > => [[s, [[3-0, [f, c]]]]]
        XADD s 4 f d
        XREADGROUP GROUP g a STREAMS s s > 3 => [[s, [[4-0, [f, d]]]], [s, [[4-0, [f, d]]]]]
        """);

    [Fact]
    public void XREADGROUP_replies_a_map_in_RESP3()
    {
        using Kv kv = new() { Resp = 3 };
        kv.Play("""
            XADD s 1 f a
            XGROUP CREATE s g 0
            XREADGROUP GROUP g a STREAMS s > => {s: [[1-0, [f, a]]]}
            XREADGROUP GROUP g a STREAMS s > => (nil)
            """);
    }

    [Theory]
    [InlineData("XREADGROUP GROUP g a STREAMS s", "-ERR wrong number of arguments for 'xreadgroup' command")]
    [InlineData("XREADGROUP GROUP g a STREAMS s t >", "-ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.")]
    [InlineData("XREADGROUP COUNT 1 NOACK STREAMS s >", "-ERR Missing GROUP option for XREADGROUP")]
    [InlineData("XREADGROUP GROUP g a COUNT x STREAMS s >", "-ERR value is not an integer or out of range")]
    [InlineData("XREADGROUP GROUP g a BLOCK x STREAMS s >", "-ERR timeout is not an integer or out of range")]
    [InlineData("XREADGROUP GROUP g a BLOCK -1 STREAMS s >", "-ERR timeout is negative")]
    [InlineData("XREADGROUP GROUP g a SOON STREAMS s >", "-ERR syntax error")]
    [InlineData("XREADGROUP GROUP g a STREAMS s $", "-ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set.")]
    [InlineData("XREADGROUP GROUP g a STREAMS s x", "-ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XREADGROUP GROUP nogroup a STREAMS s >", "-NOGROUP No such key 's' or consumer group 'nogroup' in XREADGROUP with GROUP option")]
    [InlineData("XREADGROUP GROUP g a STREAMS nokey >", "-NOGROUP No such key 'nokey' or consumer group 'g' in XREADGROUP with GROUP option")]
    [InlineData("XREADGROUP GROUP g a STREAMS k >", "-WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("XREADGROUP NOACK GROUP g streams STREAMS s >", "-ERR syntax error")]
    [InlineData("XREADGROUP GROUP g streams STREAMS s >", "(nil)")]
    public void XREADGROUP_checks_its_arguments(string command, string reply) => GroupKv.Play($"""
        SET k v
        XGROUP CREATE s g $ MKSTREAM
        {command} => {reply}
        """);

    [Fact]
    public void XREADGROUP_BLOCK_waits_for_new_entries()
    {
        using Kv kv = new();
        kv.Run("XGROUP CREATE s g $ MKSTREAM");
        kv.Run("XREADGROUP GROUP g a BLOCK 1500 STREAMS s >").Blocks();
        kv.LoggedNothing();
        Assert.Equal(1500, kv.Blocked!.TimeoutMilliseconds);
        Assert.True(kv.Blocked.EvenWhenGone);
        kv.TimedOut().RepliesOnWire("*-1\r\n");
        kv.Turn.IsRetry = true;
        kv.Run("XREADGROUP GROUP g a BLOCK 1500 STREAMS s >").Blocks();
        kv.Turn.IsRetry = false;
        kv.Run("XADD s 1 f v");
        kv.Turn.IsRetry = true;
        kv.Run("XREADGROUP GROUP g a BLOCK 1500 STREAMS s >").Replies("[[s, [[1-0, [f, v]]]]]");
        kv.Turn.IsRetry = false;
        kv.Run("XREADGROUP GROUP g a BLOCK 0 STREAMS s 0").Replies("[[s, [[1-0, [f, v]]]]]");
        kv.Turn.MayBlock = false;
        kv.Run("XREADGROUP GROUP g a BLOCK 0 STREAMS s >").RepliesOnWire("*-1\r\n");
    }

    [Theory]
    [InlineData("XGROUP DESTROY s g", "NOGROUP the consumer group this client was blocked on no longer exists")]
    [InlineData("DEL s", "UNBLOCKED the stream key no longer exists")]
    [InlineData("SET s v", "UNBLOCKED the stream key no longer exists")]
    public void XREADGROUP_that_waits_is_told_what_is_gone(string command, string error)
    {
        using Kv kv = new();
        kv.Run("XGROUP CREATE s g $ MKSTREAM");
        kv.Run("XREADGROUP GROUP g a BLOCK 0 STREAMS s >").Blocks();
        kv.Run(command);
        kv.Turn.IsRetry = true;
        kv.Run("XREADGROUP GROUP g a BLOCK 0 STREAMS s >").Fails(error);
    }
}

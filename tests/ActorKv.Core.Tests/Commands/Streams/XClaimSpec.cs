namespace ActorKv.Core.Tests.Commands.Streams;

public sealed class XClaimSpec
{
    private const string Two = """
        XADD s 1 f a
        XADD s 2 f b
        XADD s 3 f c
        XGROUP CREATE s g 0
        XREADGROUP GROUP g a COUNT 2 STREAMS s >

        """;

    [Fact]
    public void XCLAIM_gives_pending_entries_to_another_consumer() => GroupKv.Play(Two + """
        XCLAIM s g b 0 1 3 9 => [[1-0, [f, a]]]
        XCLAIM s g b 0 1 2 JUSTID => [1-0, 2-0]
        XPENDING s g - + 9 => [[1-0, b, (integer) 0, (integer) 2], [2-0, b, (integer) 0, (integer) 1]]
        XCLAIM s g c 0 3 FORCE => [[3-0, [f, c]]]
        XCLAIM s g c 0 2 RETRYCOUNT 7 TIME 500000 JUSTID => [2-0]
        XCLAIM s g c 0 1 IDLE 1000 RETRYCOUNT -3 => [[1-0, [f, a]]]
        XPENDING s g - + 9 => [[1-0, c, (integer) 1000, (integer) 3], [2-0, c, (integer) 500000, (integer) 7], [3-0, c, (integer) 0, (integer) 2]]
        XCLAIM s g d 1001 1 2 3 JUSTID => [2-0]
        XCLAIM s g d -1 1 TIME 99999999999 JUSTID => [1-0]
        XPENDING s g IDLE 1 - + 9 => []
        """);

    [Fact]
    public void XCLAIM_logs_the_time_and_the_count()
    {
        using Kv kv = new();
        kv.Play(Two);
        kv.Now += 500;
        kv.Run("XCLAIM s g b 0 1 2 IDLE 100").Replies("[[1-0, [f, a]], [2-0, [f, b]]]");
        kv.Logged(
            "XGROUP CREATECONSUMER s g b", "XCLAIM s g b 0 1-0 TIME 1000400 RETRYCOUNT 2 FORCE JUSTID", "XCLAIM s g b 0 2-0 TIME 1000400 RETRYCOUNT 2 FORCE JUSTID");
        kv.Run("XDEL s 1");
        kv.Run("XCLAIM s g c 0 1 LASTID 3").Replies("[]");
        kv.Logged("XGROUP SETID s g 3-0 ENTRIESREAD 2", "XACK s g 1-0");
        kv.Run("XCLAIM s g c 99999 2").Replies("[]");
        kv.LoggedNothing();
        kv.Run("XPENDING s g - + 9").Replies("[[2-0, b, (integer) 100, (integer) 2]]");
        Assert.Equal(kv.Run("XPENDING s g - + 9").Text, kv.Replayed().Run("XPENDING s g - + 9").Text);
    }

    [Theory]
    [InlineData("XCLAIM s g b x 1", "-ERR Invalid min-idle-time argument for XCLAIM")]
    [InlineData("XCLAIM s g b 0 x", "-ERR Unrecognized XCLAIM option 'x'")]
    [InlineData("XCLAIM s g b 0 1 IDLE", "-ERR Unrecognized XCLAIM option 'IDLE'")]
    [InlineData("XCLAIM s g b 0 1 FORCE 2", "-ERR Unrecognized XCLAIM option '2'")]
    [InlineData("XCLAIM s g b 0 1 IDLE x", "-ERR Invalid IDLE option argument for XCLAIM")]
    [InlineData("XCLAIM s g b 0 1 TIME x", "-ERR Invalid TIME option argument for XCLAIM")]
    [InlineData("XCLAIM s g b 0 1 RETRYCOUNT x", "-ERR Invalid RETRYCOUNT option argument for XCLAIM")]
    [InlineData("XCLAIM s g b 0 1 LASTID x", "-ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XCLAIM s nogroup b 0 1", "-NOGROUP No such key 's' or consumer group 'nogroup'")]
    [InlineData("XCLAIM nokey g b x 1", "-NOGROUP No such key 'nokey' or consumer group 'g'")]
    [InlineData("XCLAIM k g b 0 1", "-WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("XCLAIM s g b 0", "-ERR wrong number of arguments for 'xclaim' command")]
    [InlineData("XCLAIM s g b 0 FORCE", "[]")]
    [InlineData("XCLAIM s g a 0 1 1 JUSTID", "[1-0, 1-0]")]
    public void XCLAIM_checks_its_arguments(string command, string reply) => GroupKv.Play($"SET k v\n{Two}{command} => {reply}");

    [Fact]
    public void XAUTOCLAIM_goes_through_what_is_pending() => GroupKv.Play(Two + """
        XREADGROUP GROUP g a STREAMS s >
        XAUTOCLAIM s g b 0 0 COUNT 2 => [3-0, [[1-0, [f, a]], [2-0, [f, b]]], []]
        XAUTOCLAIM s g b 0 3 JUSTID => [0-0, [3-0], []]
        XAUTOCLAIM s g b 0 (3 => [0-0, [], []]
        XAUTOCLAIM s g c 1 - => [0-0, [], []]
        XDEL s 1 3
        XAUTOCLAIM s g c 0 - COUNT 2 => [3-0, [[2-0, [f, b]]], [1-0]]
        XAUTOCLAIM s g c 0 3 => [0-0, [], [3-0]]
        XPENDING s g - + 9 => [[2-0, c, (integer) 0, (integer) 3]]
        """);

    [Fact]
    public void XAUTOCLAIM_looks_at_ten_times_COUNT_entries()
    {
        using Kv kv = new();
        for (int i = 1; i <= 25; i++) kv.Run($"XADD s {i} f v");
        kv.Run("XGROUP CREATE s g 0");
        kv.Run("XREADGROUP GROUP g a STREAMS s >");
        kv.Run("XAUTOCLAIM s g b 1000 0 COUNT 2").Replies("[21-0, [], []]");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("XAUTOCLAIM nokey g b x 0", "-ERR Invalid min-idle-time argument for XAUTOCLAIM")]
    [InlineData("XAUTOCLAIM nokey g b 0 x", "-ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XAUTOCLAIM nokey g b 0 0 COUNT 0", "-ERR COUNT must be > 0")]
    [InlineData("XAUTOCLAIM nokey g b 0 0 COUNT x", "-ERR COUNT must be > 0")]
    [InlineData("XAUTOCLAIM nokey g b 0 0 COUNT", "-ERR syntax error")]
    [InlineData("XAUTOCLAIM nokey g b 0 0", "-NOGROUP No such key 'nokey' or consumer group 'g'")]
    [InlineData("XAUTOCLAIM k g b 0 0", "-WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("XAUTOCLAIM s g b 0 (18446744073709551615-18446744073709551615", "-ERR invalid start ID for the interval")]
    public void XAUTOCLAIM_checks_its_arguments(string command, string reply) => GroupKv.Play($"SET k v\n{Two}{command} => {reply}");
}

namespace ActorKv.Core.Tests.Commands.Streams;

public sealed class XPendingSpec
{
    private const string Pending = """
        SET k v
        XADD s 1 f a
        XADD s 2 f b
        XADD s 3 f c
        XGROUP CREATE s g 0
        XREADGROUP GROUP g b COUNT 1 STREAMS s >
        XREADGROUP GROUP g a COUNT 2 STREAMS s >

        """;

    [Theory]
    [InlineData("XPENDING s g", "[(integer) 3, 1-0, 3-0, [[a, 2], [b, 1]]]")]
    [InlineData("XPENDING s g - + 9", "[[1-0, b, (integer) 0, (integer) 1], [2-0, a, (integer) 0, (integer) 1], [3-0, a, (integer) 0, (integer) 1]]")]
    [InlineData("XPENDING s g (1 2 9", "[[2-0, a, (integer) 0, (integer) 1]]")]
    [InlineData("XPENDING s g - + 1 a", "[[2-0, a, (integer) 0, (integer) 1]]")]
    [InlineData("XPENDING s g - + 9 nobody", "[]")]
    [InlineData("XPENDING s g - + -1", "[]")]
    [InlineData("XPENDING s g + - 9", "[]")]
    [InlineData("XPENDING s g IDLE 0 - + 1", "[[1-0, b, (integer) 0, (integer) 1]]")]
    [InlineData("XPENDING s g IDLE 1 - + 1 a", "[]")]
    [InlineData("XPENDING s g - +", "-ERR syntax error")]
    [InlineData("XPENDING s g IDLE 5 1", "-ERR syntax error")]
    [InlineData("XPENDING s g IDLE 5 - +", "-ERR syntax error")]
    [InlineData("XPENDING s g - + x", "-ERR value is not an integer or out of range")]
    [InlineData("XPENDING s g x + 1", "-ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XPENDING s g - (0-0 1", "-ERR invalid end ID for the interval")]
    [InlineData("XPENDING s nogroup", "-NOGROUP No such key 's' or consumer group 'nogroup'")]
    [InlineData("XPENDING nokey g", "-NOGROUP No such key 'nokey' or consumer group 'g'")]
    [InlineData("XPENDING k g", "-WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("XACK s g 1 1 9 3", "(integer) 2")]
    [InlineData("XACK s g 1 x", "-ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XACK s nogroup x", "(integer) 0")]
    [InlineData("XACK nokey g x", "(integer) 0")]
    [InlineData("XACK k g 1", "-WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void XPENDING_and_XACK_reply(string command, string reply) => GroupKv.Play($"{Pending}{command} => {reply}");

    [Fact]
    public void XPENDING_tells_how_long_entries_are_idle()
    {
        using Kv kv = new();
        kv.Play(Pending);
        kv.Now += 250;
        kv.Run("XREADGROUP GROUP g b STREAMS s 0");
        kv.Run("XPENDING s g IDLE 250 - + 9").Replies("[[2-0, a, (integer) 250, (integer) 1], [3-0, a, (integer) 250, (integer) 1]]");
        kv.Run("XINFO CONSUMERS s g").Replies("[[name, a, pending, (integer) 2, idle, (integer) 250], [name, b, pending, (integer) 1, idle, (integer) 0]]");
        kv.Run("XACK s g 2-0");
        kv.Logged("XACK s g 2-0");
        kv.Run("XACK s g 2-0");
        kv.LoggedNothing();
    }
}

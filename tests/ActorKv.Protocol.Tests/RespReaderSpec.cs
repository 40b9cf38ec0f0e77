using static ActorKv.Protocol.Tests.Wire;

namespace ActorKv.Protocol.Tests;

public sealed class RespReaderSpec
{
    [Theory]
    [InlineData("+OK\r\n", "SimpleString OK")]
    [InlineData("-ERR no\r\n", "(error) ERR no")]
    [InlineData(":-7\r\n", "(integer) -7")]
    [InlineData("$3\r\na\r\n\r\n", "\"a\r\n\"")]
    [InlineData("$0\r\n\r\n", "\"\"")]
    [InlineData("$-1\r\n", "(nil)")]
    [InlineData("*-1\r\n", "(nil)")]
    [InlineData("_\r\n", "(nil)")]
    [InlineData("*0\r\n", "Array[]")]
    [InlineData("*2\r\n:1\r\n*1\r\n$1\r\na\r\n", "Array[(integer) 1, Array[\"a\"]]")]
    [InlineData("%1\r\n+k\r\n:1\r\n", "Map[SimpleString k, (integer) 1]")]
    [InlineData("~1\r\n+k\r\n", "Set[SimpleString k]")]
    [InlineData(">1\r\n+k\r\n", "Push[SimpleString k]")]
    [InlineData(",1.5\r\n", "Double 1.5")]
    [InlineData("#t\r\n", "Boolean t")]
    [InlineData("(123456789012345678901\r\n", "BigNumber 123456789012345678901")]
    [InlineData("=7\r\ntxt:abc\r\n", "Verbatim txt:abc")]
    public void A_reply_is_read_when_it_is_complete_and_not_before(string wire, string said)
    {
        byte[] bytes = Bytes(wire);
        int at;
        for (int end = 0; end < bytes.Length; end++)
        {
            at = 0;
            Assert.False(RespReader.TryRead(bytes.AsSpan(0, end), ref at, out _));
            Assert.Equal(0, at);
        }
        at = 0;
        Assert.True(RespReader.TryRead([.. bytes, .. "+next\r\n"u8], ref at, out Reply reply));
        Assert.Equal(bytes.Length, at);
        Assert.Equal(said, reply.ToString());
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("hello\r\n")]
    [InlineData("$x\r\n")]
    [InlineData("$99999999999\r\n")]
    [InlineData("*\r\n")]
    public void Bytes_that_are_no_reply_are_a_format_error(string wire) =>
        Assert.Throws<FormatException>(() =>
        {
            int at = 0;
            RespReader.TryRead(Bytes(wire), ref at, out _);
        });

    [Fact]
    public void The_largest_length_is_waited_for()
    {
        int at = 0;
        Assert.False(RespReader.TryRead("$2147483647\r\nabc"u8, ref at, out _));
        Assert.False(RespReader.TryRead("%2147483647\r\n+a\r\n"u8, ref at, out _));
    }

    [Fact]
    public void Replies_nested_without_end_are_a_format_error()
    {
        byte[] nested = Bytes(string.Concat(Enumerable.Repeat("*1\r\n", 100_000)));
        Assert.Throws<FormatException>(() =>
        {
            int at = 0;
            RespReader.TryRead(nested, ref at, out _);
        });
    }

    [Fact]
    public void An_integer_reply_has_its_value()
    {
        int at = 0;
        Assert.True(RespReader.TryRead(":-9223372036854775808\r\n"u8, ref at, out Reply reply));
        Assert.Equal(long.MinValue, reply.Integer);
    }
}

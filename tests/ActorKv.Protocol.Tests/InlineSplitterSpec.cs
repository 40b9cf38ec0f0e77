using System.Text;

namespace ActorKv.Protocol.Tests;

public sealed class InlineSplitterSpec
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   \t ", "")]
    [InlineData("PING", "PING")]
    [InlineData("  SET  k\tv ", "SET|k|v")]
    [InlineData("a\rb", "a|b")]
    [InlineData("a\u000bb\u000cc", "a\u000bb\u000cc")]
    [InlineData("\u000b\u000ca", "a")]
    [InlineData("\"a\"\u000bb", "a|b")]
    [InlineData("\"\" ''", "|")]
    [InlineData("foo\"bar baz\"", "foobar baz")]
    [InlineData("foo'bar baz'", "foobar baz")]
    [InlineData("\"\\x41\\x4a\\x4A\"", "AJJ")]
    [InlineData("\"\\n\\r\\t\\b\\a\"", "\n\r\t\b\a")]
    [InlineData("\"\\q\\\\\\\"\"", "q\\\"")]
    [InlineData("\"\\xZ1\\x4\"", "xZ1x4")]
    [InlineData("'it\\'s \\n'", "it's \\n")]
    [InlineData("\"'\" '\"'", "'|\"")]
    public void A_line_becomes_these_arguments(string line, string joined)
    {
        List<byte[]>? arguments = InlineSplitter.Split(Encoding.Latin1.GetBytes(line));
        Assert.NotNull(arguments);
        Assert.Equal(joined, string.Join('|', arguments.Select(Encoding.Latin1.GetString)));
    }

    [Theory]
    [InlineData("\"a")]
    [InlineData("'a")]
    [InlineData("a\"")]
    [InlineData("\"a\"b")]
    [InlineData("'a'b")]
    [InlineData("\"a\"\"b\"")]
    [InlineData("\"a\\\"")]
    [InlineData("'a\\'")]
    [InlineData("\"a\\")]
    public void Quotes_that_do_not_balance_give_nothing(string line) => Assert.Null(InlineSplitter.Split(Encoding.Latin1.GetBytes(line)));

    [Fact]
    public void Every_byte_can_be_said_in_double_quotes()
    {
        for (int b = 0; b < 256; b++)
            Assert.Equal([(byte)b], Assert.Single(InlineSplitter.Split(Encoding.Latin1.GetBytes($"\"\\x{b:x2}\""))!));
    }
}

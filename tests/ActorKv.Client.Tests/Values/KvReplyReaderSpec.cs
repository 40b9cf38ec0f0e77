// Every kind of reply, read by those who want it and by those who want something else.

using System.Text;
using ActorKv.Protocol;

namespace ActorKv.Client.Tests.Values;

public sealed class KvReplyReaderSpec
{
    [Theory]
    [InlineData("+OK\r\n", "OK")]
    [InlineData("$5\r\nhello\r\n", "hello")]
    [InlineData("$0\r\n\r\n", "")]
    [InlineData("$2\r\n\r\n\r\n", "\r\n")]
    [InlineData("=8\r\ntxt:text\r\n", "text")]
    [InlineData(":42\r\n", "42")]
    [InlineData(",1.5\r\n", "1.5")]
    [InlineData("(3492890328409238509324850943850943825024385\r\n", "3492890328409238509324850943850943825024385")]
    [InlineData("_\r\n", null)]
    [InlineData("$-1\r\n", null)]
    [InlineData("|1\r\n+ttl\r\n:3600\r\n$1\r\nv\r\n", "v")]
    public void A_string_is_read(string reply, string? text) => Assert.Equal(text, Read(reply, static (ref r) => r.ReadString()));

    [Theory]
    [InlineData(":42\r\n", 42)]
    [InlineData(":-9223372036854775808\r\n", long.MinValue)]
    [InlineData("$2\r\n42\r\n", 42)]
    public void An_integer_is_read(string reply, long number) => Assert.Equal(number, Read(reply, static (ref r) => r.ReadInt64()));

    [Theory]
    [InlineData(",1.5\r\n", 1.5)]
    [InlineData("$3\r\n1.5\r\n", 1.5)]
    [InlineData(":3\r\n", 3)]
    [InlineData(",inf\r\n", double.PositiveInfinity)]
    [InlineData(",-inf\r\n", double.NegativeInfinity)]
    [InlineData(",nan\r\n", double.NaN)]
    [InlineData(",1e+20\r\n", 1e20)]
    public void A_double_is_read(string reply, double number) => Assert.Equal(number, Read(reply, static (ref r) => r.ReadDouble()));

    [Theory]
    [InlineData("#t\r\n", true)]
    [InlineData("#f\r\n", false)]
    [InlineData(":1\r\n", true)]
    [InlineData(":0\r\n", false)]
    [InlineData("+OK\r\n", true)]
    [InlineData("_\r\n", false)]
    public void A_boolean_is_read(string reply, bool value) => Assert.Equal(value, Read(reply, static (ref r) => r.ReadBoolean()));

    [Theory]
    [InlineData("*2\r\n$1\r\na\r\n$1\r\nb\r\n", 2)]
    [InlineData("~1\r\n$1\r\na\r\n", 1)]
    [InlineData(">3\r\n+a\r\n+b\r\n+c\r\n", 3)]
    [InlineData("%2\r\n+a\r\n:1\r\n+b\r\n:2\r\n", 4)]
    [InlineData("*0\r\n", 0)]
    [InlineData("*-1\r\n", -1)]
    [InlineData("_\r\n", -1)]
    public void The_head_of_an_array_says_how_many_items_follow(string reply, int items) =>
        Assert.Equal(items, Read(reply, static (ref r) => r.ReadArray()));

    [Fact]
    public void Skip_passes_over_all_that_an_item_holds()
    {
        string nested = "*3\r\n%1\r\n+k\r\n*2\r\n:1\r\n-ERR no\r\n|1\r\n+a\r\n:1\r\n$3\r\nabc\r\n_\r\n+next\r\n";
        Assert.Equal("next", Read(nested, static (ref r) =>
        {
            r.Skip();
            return r.ReadString();
        }));
    }

    [Fact]
    public void An_error_is_thrown_with_its_code_and_text()
    {
        KvException error = Assert.Throws<KvException>(() => KvReplies.Parse(Encoding.UTF8.GetBytes("-WRONGTYPE Operation\r\n"), KvReply.Parser));
        Assert.Equal("WRONGTYPE", error.Code);
        Assert.Equal("WRONGTYPE Operation", error.Message);
        Assert.Equal("SYNTAX", Assert.Throws<KvException>(() => KvReplies.Parse("!10\r\nSYNTAX bad\r\n"u8, KvReply.Parser)).Code);
    }

    [Fact]
    public void An_error_inside_an_array_is_thrown_when_it_is_read() =>
        Assert.Equal("ERR", Assert.Throws<KvException>(() => Read("*1\r\n-ERR no\r\n", static (ref r) =>
        {
            r.ReadArray();
            return r.ReadInt64();
        })).Code);

    [Theory]
    [InlineData("*0\r\n", "an array")]
    [InlineData("%0\r\n", "a map")]
    [InlineData("_\r\n", "a null")]
    public void What_is_no_string_says_what_it_is(string reply, string found) =>
        Assert.Contains(found, Assert.Throws<FormatException>(() => Read(reply, static (ref r) => r.ReadInt64())).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_number_says_what_it_is() =>
        Assert.Contains("'abc'", Assert.Throws<FormatException>(() => Read("$3\r\nabc\r\n", static (ref r) => r.ReadInt64())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_tree_holds_every_kind()
    {
        KvReply reply = Read("*8\r\n+OK\r\n:7\r\n,2.5\r\n#t\r\n_\r\n%1\r\n$1\r\nk\r\n$1\r\nv\r\n~1\r\n+m\r\n-ERR x\r\n", KvReply.Parser);
        Assert.Equal(8, reply.Items.Count);
        Assert.Equal("OK", reply[0].AsString());
        Assert.Equal(7, reply[1].AsInt64());
        Assert.Equal(2.5, reply[2].AsDouble());
        Assert.True(reply[3].AsBoolean());
        Assert.True(reply[4].IsNull);
        Assert.Equal("v", reply[5]["k"]!.AsString());
        Assert.Null(reply[5]["absent"]);
        Assert.Equal((string?[])["m"], reply[6].AsStrings());
        Assert.Equal(ReplyKind.Error, reply[7].Kind);
        Assert.Equal("Array[OK, (integer) 7, 2.5, t, (nil), Map[\"k\", \"v\"], Set[m], (error) ERR x]", reply.ToString());
    }

    private static T Read<T>(string reply, KvReplyParser<T> parser)
    {
        KvReplyReader reader = new(Encoding.UTF8.GetBytes(reply));
        return parser(ref reader);
    }
}

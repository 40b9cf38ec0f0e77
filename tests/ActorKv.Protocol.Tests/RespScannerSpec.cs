// Replies end where they end, wherever the reads end: each stream whole, at every split in two, and byte by byte.

using System.Text;

namespace ActorKv.Protocol.Tests;

public sealed class RespScannerSpec
{
    private static readonly Dictionary<string, string[]> Corpus = new()
    {
        ["lines"] = ["+OK\r\n", "-ERR no\r\n", ":-42\r\n", "_\r\n", ",1.5e300\r\n", "#t\r\n", "(123456789012345678901234567890\r\n"],
        ["empty lines"] = ["+\r\n", "-\r\n", "+OK\r\n"],
        ["bulk strings"] = ["$5\r\nhello\r\n", "$0\r\n\r\n", "$-1\r\n", "=8\r\ntxt:text\r\n", "!8\r\nERR oops\r\n"],
        ["bulk strings with line breaks and replies inside"] = ["$2\r\n\r\n\r\n", "$15\r\n*2\r\n+OK\r\n$9\r\n\r\n\r\n", "+OK\r\n"],
        ["lengths of several digits"] = [$"$123\r\n{new string('x', 123)}\r\n", $"$12345\r\n{new string('y', 12345)}\r\n"],
        ["arrays"] = ["*2\r\n$1\r\na\r\n:1\r\n", "*0\r\n", "*-1\r\n", "*3\r\n*0\r\n*-1\r\n*1\r\n*1\r\n+deep\r\n"],
        ["maps, sets and pushes"] = ["%2\r\n+a\r\n:1\r\n+b\r\n%1\r\n+c\r\n_\r\n", "~2\r\n+a\r\n+b\r\n", ">3\r\n+message\r\n$1\r\nc\r\n$1\r\nm\r\n", "%0\r\n"],
        ["attributes"] = ["|1\r\n+ttl\r\n:3600\r\n$1\r\nv\r\n", "*2\r\n|1\r\n+k\r\n*1\r\n:1\r\n+a\r\n+b\r\n", "|0\r\n+OK\r\n"],
        ["errors inside an array"] = ["*2\r\n-ERR no\r\n+OK\r\n", "+next\r\n"],
    };

    public static TheoryData<string> CorpusNames => [.. Corpus.Keys];

    [Theory]
    [MemberData(nameof(CorpusNames))]
    public void A_stream_that_comes_whole_gives_the_ends_of_its_replies(string name)
    {
        byte[] stream = Stream(name);
        Assert.Equal(Ends(name), Scan(stream, stream.Length));
    }

    [Theory]
    [MemberData(nameof(CorpusNames))]
    public void A_stream_split_anywhere_gives_the_same_ends(string name)
    {
        byte[] stream = Stream(name);
        int[] ends = Ends(name);
        for (int split = 1; split < stream.Length; split++) Assert.Equal(ends, Scan(stream, split, stream.Length));
    }

    [Theory]
    [MemberData(nameof(CorpusNames))]
    public void A_stream_that_comes_byte_by_byte_gives_the_same_ends(string name)
    {
        byte[] stream = Stream(name);
        Assert.Equal(Ends(name), Scan(stream, [.. Enumerable.Range(1, stream.Length)]));
    }

    [Fact]
    public void Missing_says_what_a_bulk_string_lacks()
    {
        RespScanner scanner = default;
        int at = 0;
        Assert.False(scanner.TryFindEnd("$1000\r\nabc"u8, ref at));
        Assert.Equal(10, at);
        Assert.Equal(999, scanner.Missing);
        Assert.False(scanner.IsIdle);
    }

    [Theory]
    [InlineData("hello\r\n")]
    [InlineData("\r\n")]
    [InlineData("$x\r\n")]
    [InlineData("$\r\n")]
    [InlineData("$?\r\n")]
    [InlineData("*1-\r\n")]
    [InlineData("$--1\r\n")]
    [InlineData("*99999999999999999999\r\n")]
    [InlineData("$2147483648\r\n")]
    [InlineData("+OK\rX")]
    [InlineData("$1\rX")]
    public void What_is_no_RESP_is_refused(string bytes) => Assert.Throws<FormatException>(() =>
    {
        RespScanner scanner = default;
        int at = 0;
        scanner.TryFindEnd(Encoding.ASCII.GetBytes(bytes), ref at);
    });

    private static byte[] Stream(string name) => Encoding.ASCII.GetBytes(string.Concat(Corpus[name]));

    private static int[] Ends(string name)
    {
        int end = 0;
        return [.. Corpus[name].Select(reply => end += reply.Length)];
    }

    // The scanner sees the stream up to each of the given lengths in turn, and goes on where it stopped.
    private static List<int> Scan(byte[] stream, params int[] reads)
    {
        RespScanner scanner = default;
        List<int> ends = [];
        int at = 0;
        foreach (int length in reads)
        {
            while (scanner.TryFindEnd(stream.AsSpan(0, length), ref at))
            {
                Assert.True(scanner.IsIdle);
                ends.Add(at);
            }
            Assert.Equal(length, at);
        }
        return ends;
    }
}

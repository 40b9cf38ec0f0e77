// What is no RESP. The texts and the bounds are those that redis-server 7.0.15 answers to the same bytes.

using static ActorKv.Protocol.Tests.Wire;

namespace ActorKv.Protocol.Tests;

public sealed class RequestDecoderErrorSpec
{
    private const string InvalidCount = "Protocol error: invalid multibulk length";
    private const string InvalidLength = "Protocol error: invalid bulk length";
    private const string Unbalanced = "Protocol error: unbalanced quotes in request";

    [Theory]
    [InlineData("*x\r\n", InvalidCount)]
    [InlineData("*\r\n", InvalidCount)]
    [InlineData("*01\r\n", InvalidCount)]
    [InlineData("*-0\r\n", InvalidCount)]
    [InlineData("*-\r\n", InvalidCount)]
    [InlineData("*+1\r\n", InvalidCount)]
    [InlineData("* 1\r\n", InvalidCount)]
    [InlineData("*1-\r\n", InvalidCount)]
    [InlineData("*--1\r\n", InvalidCount)]
    [InlineData("*2147483648\r\n", InvalidCount)]
    [InlineData("*9223372036854775808\r\n", InvalidCount)]
    [InlineData("*18446744073709551617\r\n", InvalidCount)]
    [InlineData("*-9223372036854775809\r\n", InvalidCount)]
    [InlineData("*1\r\n$x\r\n", InvalidLength)]
    [InlineData("*1\r\n$\r\n", InvalidLength)]
    [InlineData("*1\r\n$-1\r\n", InvalidLength)]
    [InlineData("*1\r\n$01\r\n", InvalidLength)]
    [InlineData("*1\r\n$536870913\r\n", InvalidLength)]
    [InlineData("*1\r\n$18446744073709551617\r\n", InvalidLength)]
    [InlineData("*1\r\nxyz\r\n", "Protocol error: expected '$', got 'x'")]
    [InlineData("*1\r\n*1\r\n", "Protocol error: expected '$', got '*'")]
    [InlineData("*1\r\n\u0001\r\n", "Protocol error: expected '$', got '\u0001'")]
    [InlineData("*2\r\n$4\r\nECHO\r\n+a\r\n", "Protocol error: expected '$', got '+'")]
    [InlineData("PING \"a\r\n", Unbalanced)]
    [InlineData("PING 'a\r\n", Unbalanced)]
    [InlineData("PING \"a\"b\r\n", Unbalanced)]
    [InlineData("PING 'a''b'\r\n", Unbalanced)]
    public void Bytes_that_are_no_RESP_give_the_error_of_Redis_at_every_split(string payload, string error)
    {
        byte[] bytes = Bytes(payload);
        Assert.Equal(error, new Wire().FeedByteByByte(bytes).Error);
        for (int split = 1; split <= bytes.Length; split++)
            Assert.Equal(error, new Wire().Feed(bytes.AsSpan(0, split)).Feed(bytes.AsSpan(split)).Error);
    }

    [Theory]
    [InlineData("*11\r\n", "Protocol error: unauthenticated multibulk length")]
    [InlineData("*1\r\n$16385\r\n", "Protocol error: unauthenticated bulk length")]
    [InlineData("*2147483648\r\n", InvalidCount)]
    [InlineData("*1\r\n$536870913\r\n", InvalidLength)]
    [InlineData("*10\r\n$16384\r\n", null)]
    [InlineData("*-1\r\n", null)]
    public void Before_AUTH_the_limits_are_tight(string payload, string? error)
    {
        Wire wire = new() { Decoder = { Unauthenticated = true } };
        Assert.Equal(error, wire.FeedByteByByte(Bytes(payload)).Error);
    }

    [Fact]
    public void After_AUTH_the_limits_are_wide()
    {
        Wire wire = new() { Decoder = { Unauthenticated = true } };
        wire.Feed(Encode("AUTH", "pw"));
        wire.Decoder.Unauthenticated = false;
        Assert.Null(wire.Feed("*11\r\n$16385\r\n"u8).Error);
    }

    [Theory]
    [InlineData("*", '1', 65535, null)]
    [InlineData("*", '1', 65536, "Protocol error: too big mbulk count string")]
    [InlineData("*1\r\n$", '1', 65535, null)]
    [InlineData("*1\r\n$", '1', 65536, "Protocol error: too big bulk count string")]
    [InlineData("", 'a', 65536, null)]
    [InlineData("", 'a', 65537, "Protocol error: too big inline request")]
    public void A_line_may_have_64_KiB(string begin, char fill, int times, string? error)
    {
        byte[] bytes = Bytes(begin + new string(fill, times));
        Assert.Equal(error, new Wire().Feed(bytes).Error);
        Assert.Equal(error, new Wire().FeedByteByByte(bytes).Error);
    }

    [Fact]
    public void An_overlong_line_is_an_error_even_when_its_end_came_with_it()
    {
        byte[] inline = [.. "PING "u8, .. new byte[70000], (byte)'\n'];
        Assert.Equal("Protocol error: too big inline request", new Wire().Feed(inline).Error);
        Assert.Equal("Protocol error: too big inline request", new Wire().FeedByteByByte(inline).Error);
    }

    [Fact]
    public void The_longest_argument_is_what_the_limits_say()
    {
        RespLimits limits = new() { MaxBulk = 1024 * 1024 };
        Assert.Null(new Wire(limits).Feed("*1\r\n$1048576\r\n"u8).Error);
        Assert.Equal(InvalidLength, new Wire(limits).Feed("*1\r\n$1048577\r\n"u8).Error);
    }

    [Fact]
    public void Requests_before_the_error_are_answered()
    {
        Wire wire = new Wire().Feed([.. Encode("PING"), .. "*x\r\n"u8]);
        Assert.Single(wire.Requests);
        Assert.Equal(InvalidCount, wire.Error);
    }

    [Fact]
    public void A_huge_count_reserves_nothing_before_its_arguments_come()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Wire wire = new Wire().Feed("*2147483647\r\n"u8);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024);
        Assert.True(wire.Decoder.InRequest);
    }
}

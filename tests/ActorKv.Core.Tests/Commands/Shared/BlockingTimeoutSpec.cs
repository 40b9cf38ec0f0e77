namespace ActorKv.Core.Tests.Commands.Shared;

// Each outcome is what redis-server 7.0.15 does with the same argument.
public sealed class BlockingTimeoutSpec
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1000)]
    [InlineData("0.1", 100)]
    [InlineData("0.001", 1)]
    [InlineData("0.0001", 1)]                          // up to a whole millisecond
    [InlineData("1e-30", 1)]
    [InlineData("1e-4940", 1)]
    [InlineData("1.0015", 1002)]
    [InlineData("0.252", 252)]
    [InlineData("0.253", 254)]                         // in 80 bits a little above 253 milliseconds, so up
    [InlineData("-0", 0)]
    [InlineData("-0.0009", 0)]                         // up to 0: for ever
    [InlineData("-0.001", 0)]                          // in 80 bits a little above -0.001
    [InlineData("+1", 1000)]
    [InlineData(".5", 500)]
    [InlineData("5.", 5000)]
    [InlineData("0x10", 16000)]
    [InlineData("0x1.8p1", 3000)]
    [InlineData("9223372036854775.807", long.MaxValue)]
    [InlineData("9223372036854775.8065", long.MaxValue)]
    public void A_timeout_is_in_seconds_and_rounded_up_to_milliseconds(string text, long milliseconds)
    {
        using Kv kv = new();
        kv.Run($"BLPOP k {text}").Blocks();
        Assert.Equal(milliseconds, kv.Blocked!.TimeoutMilliseconds);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\"\"")]
    [InlineData("\" 1\"")]
    [InlineData("\"1 \"")]
    [InlineData("nan")]
    [InlineData("-nan")]
    [InlineData("1e5000")]
    [InlineData("1e-5000")]
    [InlineData("0x")]
    [InlineData("1e")]
    [InlineData("1_0")]
    [InlineData("infinit")]
    [InlineData("+-1")]
    public void What_is_no_number_is_refused(string text)
    {
        using Kv kv = new();
        kv.Run($"BLPOP k {text}").Fails("ERR timeout is not a float or out of range");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-0.0011")]
    [InlineData("inf")]
    [InlineData("-inf")]
    [InlineData("INFINITY")]
    [InlineData("1e20")]
    [InlineData("1e4932")]
    [InlineData("9223372036854775.8075")]
    [InlineData("9223372036854775807")]
    public void What_is_negative_or_too_large_is_refused_as_negative(string text)
    {
        using Kv kv = new();
        kv.Run($"BLPOP k {text}").Fails("ERR timeout is negative");
    }
}

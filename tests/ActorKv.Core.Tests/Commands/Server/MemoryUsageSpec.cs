using System.Globalization;

namespace ActorKv.Core.Tests.Commands.Server;

public sealed class MemoryUsageSpec
{
    [Fact]
    public void MEMORY_USAGE_grows_with_what_a_key_holds()
    {
        using Kv kv = new();
        kv.Run("MEMORY USAGE missing").Replies("(nil)");
        kv.Run("SET small v");
        kv.Run($"SET large {new string('v', 100_000)}");
        Assert.InRange(Bytes(kv, "MEMORY USAGE small"), 30, 100);
        Assert.InRange(Bytes(kv, "MEMORY USAGE large SAMPLES 0"), 100_000, 101_000);
    }

    [Fact]
    public void MEMORY_USAGE_counts_the_expiry()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        long before = Bytes(kv, "MEMORY USAGE k");
        kv.Run("EXPIRE k 10");
        Assert.True(Bytes(kv, "MEMORY USAGE k SAMPLES 5 SAMPLES 6") > before);
    }

    [Theory]
    [InlineData("MEMORY USAGE k SAMPLES", "ERR syntax error")]
    [InlineData("MEMORY USAGE k SAMPLES -1", "ERR syntax error")]
    [InlineData("MEMORY USAGE k FOO 1", "ERR syntax error")]
    [InlineData("MEMORY USAGE missing SAMPLES x", "ERR value is not an integer or out of range")]
    [InlineData("MEMORY USAGE", "ERR wrong number of arguments for 'memory|usage' command")]
    public void Wrong_use_is_said(string command, string error)
    {
        using Kv kv = new();
        kv.Run(command).Fails(error);
    }

    private static long Bytes(Kv kv, string command) => long.Parse(kv.Run(command).Text["(integer) ".Length..], CultureInfo.InvariantCulture);
}

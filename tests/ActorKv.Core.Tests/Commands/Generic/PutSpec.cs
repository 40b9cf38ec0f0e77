namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class PutSpec
{
    [Fact]
    public void AKV_PUT_makes_a_key_be_exactly_that()
    {
        using Kv kv = new();
        kv.Run("RPUSH k 1 2");
        kv.Run("EXPIRE k 10");
        kv.Run("AKV.PUT k 0 \"\\x00\\x05hello\"").Replies("OK");
        kv.Run("GET k").Replies("hello");
        kv.Run("TTL k").Replies("(integer) -1");
        kv.Run("AKV.PUT k 2000000 \"\\x01\\x02\\x01a\\x01b\"").Replies("OK");
        kv.Run("LRANGE k 0 -1").Replies("[a, b]");
        kv.Run("PEXPIRETIME k").Replies("(integer) 2000000");
    }

    [Theory]
    [InlineData("AKV.PUT k 0 \"\"")]
    [InlineData("AKV.PUT k 0 \"\\xff\\x05hello\"")]
    [InlineData("AKV.PUT k 0 \"\\x00\\x05hell\"")]
    [InlineData("AKV.PUT k 0 \"\\x00\\x05hello!\"")]
    [InlineData("AKV.PUT k soon \"\\x00\\x05hello\"")]
    public void AKV_PUT_of_something_else_stops_the_replay(string command)
    {
        using Kv kv = new();
        Assert.StartsWith("(error) ERR ", kv.Run(command).Text, StringComparison.Ordinal);
        kv.Run("EXISTS k").Replies("(integer) 0");
    }
}

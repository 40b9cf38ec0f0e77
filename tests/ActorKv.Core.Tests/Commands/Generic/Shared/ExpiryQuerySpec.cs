namespace ActorKv.Core.Tests.Commands.Generic.Shared;

public sealed class ExpiryQuerySpec
{
    [Theory]
    [InlineData("TTL")]
    [InlineData("PTTL")]
    [InlineData("EXPIRETIME")]
    [InlineData("PEXPIRETIME")]
    public void No_key_is_minus_2_and_no_expiry_minus_1(string command)
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run(command + " missing").Replies("(integer) -2");
        kv.Run(command + " k").Replies("(integer) -1");
        kv.LoggedNothing();
    }

    [Fact]
    public void Seconds_are_rounded_to_the_nearest()
    {
        using Kv kv = new();
        kv.Run("SET k v PX 1499");
        kv.Run("TTL k").Replies("(integer) 1");
        kv.Run("PTTL k").Replies("(integer) 1499");
        kv.Run("EXPIRETIME k").Replies("(integer) 1001");
        kv.Run("PEXPIRETIME k").Replies("(integer) 1001499");
        kv.Run("PEXPIRE k 1500");
        kv.Run("TTL k").Replies("(integer) 2");
        kv.Run("EXPIRETIME k").Replies("(integer) 1002");
    }

    [Fact]
    public void TTL_is_0_in_the_last_millisecond_and_minus_2_behind_it()
    {
        using Kv kv = new();
        kv.Run("SET k v PX 10");
        kv.Now += 10;
        kv.Run("TTL k").Replies("(integer) 0");
        kv.Now++;
        kv.Run("TTL k").Replies("(integer) -2");
        kv.Logged("DEL k");
    }

    [Theory]
    [InlineData("TTL k")]
    [InlineData("PTTL k")]
    [InlineData("EXPIRETIME k")]
    [InlineData("PEXPIRETIME k")]
    public void Asking_is_no_access(string command)
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Now += 4_000;
        kv.Run(command);
        kv.Run("OBJECT IDLETIME k").Replies("(integer) 4");
    }
}

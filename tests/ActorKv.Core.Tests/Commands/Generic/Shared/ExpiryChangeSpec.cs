namespace ActorKv.Core.Tests.Commands.Generic.Shared;

public sealed class ExpiryChangeSpec
{
    [Fact]
    public void EXPIRE_logs_an_absolute_deadline()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("EXPIRE k 10").Replies("(integer) 1");
        kv.Logged("PEXPIREAT k 1010000");
        kv.Run("PEXPIRETIME k").Replies("(integer) 1010000");
    }

    [Fact]
    public void A_key_lives_through_the_millisecond_of_its_deadline()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("EXPIRE k 1");
        kv.Now += 1_000;
        kv.Run("GET k").Replies("v");
        kv.Now++;
        kv.Run("GET k").Replies("(nil)");
        kv.Logged("DEL k");
    }

    [Theory]
    [InlineData("EXPIRE k 0")]
    [InlineData("EXPIRE k -1")]
    [InlineData("EXPIRE k -9223372036854775")]
    [InlineData("PEXPIRE k 0")]
    [InlineData("PEXPIRE k -9223372036854775808")]
    [InlineData("EXPIREAT k 1000")]
    [InlineData("EXPIREAT k -5")]
    [InlineData("PEXPIREAT k 1000000")]
    [InlineData("PEXPIREAT k 0")]
    public void A_deadline_that_is_not_in_the_future_removes_the_key(string command)
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run(command).Replies("(integer) 1");
        kv.Logged("DEL k");
        kv.Run("EXISTS k").Replies("(integer) 0");
    }

    [Theory]
    [InlineData("EXPIRE")]
    [InlineData("PEXPIRE")]
    [InlineData("EXPIREAT")]
    [InlineData("PEXPIREAT")]
    public void A_missing_key_gets_no_expiry(string command)
    {
        using Kv kv = new();
        kv.Run(command + " k 9999").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Fact]
    public void NX_sets_only_a_first_expiry()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("EXPIRE k 10 NX").Replies("(integer) 1");
        kv.Run("EXPIRE k 20 nx").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("TTL k").Replies("(integer) 10");
    }

    [Fact]
    public void XX_changes_only_an_expiry_that_is_there()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("EXPIRE k 10 XX").Replies("(integer) 0");
        kv.Run("EXPIRE k 10");
        kv.Run("EXPIRE k 20 XX XX").Replies("(integer) 1");
        kv.Run("TTL k").Replies("(integer) 20");
    }

    [Fact]
    public void GT_and_LT_compare_with_no_expiry_as_the_end_of_time()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("EXPIRE k 100 GT").Replies("(integer) 0");
        kv.Run("EXPIRE k 100 LT").Replies("(integer) 1");
        kv.Run("EXPIRE k 100 LT").Replies("(integer) 0");
        kv.Run("EXPIRE k 100 GT").Replies("(integer) 0");
        kv.Run("EXPIRE k 200 XX GT").Replies("(integer) 1");
        kv.Run("EXPIRE k 50 LT XX").Replies("(integer) 1");
        kv.Run("TTL k").Replies("(integer) 50");
    }

    [Fact]
    public void The_same_deadline_again_logs_nothing()
    {
        using Kv kv = new();
        kv.Run("SET k v PXAT 2000000");
        kv.Run("PEXPIREAT k 2000000").Replies("(integer) 1");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("EXPIRE k x", "ERR value is not an integer or out of range")]
    [InlineData("EXPIRE k 10 foo", "ERR Unsupported option foo")]
    [InlineData("EXPIRE k x foo", "ERR Unsupported option foo")]
    [InlineData("EXPIRE k 10 \"foo\\x00bar\"", "ERR Unsupported option foo")]
    [InlineData("EXPIRE k 10 gt lt foo", "ERR Unsupported option foo")]
    [InlineData("EXPIRE k 10 NX XX", "ERR NX and XX, GT or LT options at the same time are not compatible")]
    [InlineData("EXPIRE k 10 NX GT", "ERR NX and XX, GT or LT options at the same time are not compatible")]
    [InlineData("EXPIRE k 10 GT LT NX", "ERR NX and XX, GT or LT options at the same time are not compatible")]
    [InlineData("EXPIRE k x GT LT", "ERR GT and LT options at the same time are not compatible")]
    [InlineData("EXPIRE missing 9223372036854775807", "ERR invalid expire time in 'expire' command")]
    [InlineData("EXPIRE k 9223372036854775", "ERR invalid expire time in 'expire' command")]
    [InlineData("EXPIRE k -9223372036854775808", "ERR invalid expire time in 'expire' command")]
    [InlineData("PEXPIRE k 9223372036854775807", "ERR invalid expire time in 'pexpire' command")]
    [InlineData("EXPIREAT k 9223372036854775807", "ERR invalid expire time in 'expireat' command")]
    [InlineData("PEXPIREAT k 9223372036854775808", "ERR value is not an integer or out of range")]
    [InlineData("EXPIRE k", "ERR wrong number of arguments for 'expire' command")]
    public void Wrong_use_changes_nothing(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
        kv.Run("TTL k").Replies("(integer) -1");
    }

    [Fact]
    public void PEXPIREAT_takes_the_latest_deadline_there_is()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("PEXPIREAT k 9223372036854775807").Replies("(integer) 1");
        kv.Run("PEXPIRETIME k").Replies("(integer) 9223372036854775807");
        kv.Run("EXPIRETIME k").Replies("(integer) 9223372036854776");
    }
}

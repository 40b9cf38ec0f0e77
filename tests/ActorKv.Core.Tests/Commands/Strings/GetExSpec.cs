namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class GetExSpec
{
    [Fact]
    public void GETEX_without_an_option_is_GET()
    {
        using Kv kv = new();
        kv.Run("GETEX k").Replies("(nil)");
        kv.Run("SET k v PX 100");
        kv.Run("GETEX k").Replies("v");
        kv.LoggedNothing();
        kv.Run("PTTL k").Replies("(integer) 100");
    }

    [Fact]
    public void GETEX_with_an_amount_of_time_sets_a_deadline()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("GETEX k EX 10").Replies("v");
        kv.Logged("PEXPIREAT k 1010000");
        kv.Run("GETEX k px 10").Replies("v");
        kv.Logged("PEXPIREAT k 1000010");
        kv.Run("GETEX k EXAT 2000").Replies("v");
        kv.Logged("PEXPIREAT k 2000000");
        kv.Run("GETEX k PXAT 3000000").Replies("v");
        kv.Logged("PEXPIREAT k 3000000");
        kv.Run("GETEX k PXAT 3000000").Replies("v");
        kv.LoggedNothing();
    }

    [Fact]
    public void GETEX_with_PERSIST_clears_the_expiry()
    {
        using Kv kv = new();
        kv.Run("SET k v PX 100");
        kv.Run("GETEX k PERSIST").Replies("v");
        kv.Logged("PERSIST k");
        kv.Run("GETEX k PERSIST").Replies("v");
        kv.LoggedNothing();
    }

    [Fact]
    public void GETEX_with_a_deadline_that_is_not_in_the_future_deletes_the_key()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("GETEX k PXAT 1000000").Replies("v");
        kv.Logged("DEL k");
        kv.Run("GETEX k").Replies("(nil)");
    }

    [Fact]
    public void GETEX_refuses_options_that_contradict_each_other_or_are_unknown()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        foreach (string options in new[] { "EX 1 PX 1", "PERSIST EX 1", "EX 1 PERSIST", "EX", "KEEPTTL", "NX", "GET" })
            kv.Run("GETEX k " + options).Fails("ERR syntax error");
        kv.Run("GETEX missing EX").Fails("ERR syntax error");
    }

    [Fact]
    public void GETEX_judges_the_amount_of_time_only_when_the_key_is_there()
    {
        using Kv kv = new();
        kv.Run("GETEX k EX 0").Replies("(nil)");
        kv.Run("SET k v");
        kv.Run("GETEX k EX 0").Fails("ERR invalid expire time in 'getex' command");
        kv.Run("GETEX k EX 9223372036854775807").Fails("ERR invalid expire time in 'getex' command");
        kv.Run("GETEX k EX abc").Fails("ERR value is not an integer or out of range");
        kv.LoggedNothing();
    }
}

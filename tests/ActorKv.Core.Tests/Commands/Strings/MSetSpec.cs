namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class MSetSpec
{
    [Fact]
    public void MSET_sets_all_and_logs_a_SET_per_key()
    {
        using Kv kv = new();
        kv.Run("MSET a 1 b 2 c 3").Replies("OK");
        kv.Logged("SET a 1", "SET b 2", "SET c 3");
        kv.Run("MGET a b c").Replies("[1, 2, 3]");
    }

    [Fact]
    public void MSET_of_the_same_key_twice_keeps_the_last()
    {
        using Kv kv = new();
        kv.Run("MSET a 1 a 2").Replies("OK");
        kv.Run("GET a").Replies("2");
    }

    [Fact]
    public void MSET_takes_expiries_away()
    {
        using Kv kv = new();
        kv.Run("SET a 1 PX 100");
        kv.Run("SET b 2");
        kv.Run("MSET a 1 b 2").Replies("OK");
        kv.Logged("SET a 1", "SET b 2");
        kv.Run("TTL a").Replies("(integer) -1");
    }

    [Fact]
    public void MSET_wants_a_value_for_every_key()
    {
        using Kv kv = new();
        kv.Run("MSET a").Fails("ERR wrong number of arguments for 'mset' command");
        kv.Run("MSET a 1 b").Fails("ERR wrong number of arguments for 'mset' command");
        kv.LoggedNothing();
    }
}

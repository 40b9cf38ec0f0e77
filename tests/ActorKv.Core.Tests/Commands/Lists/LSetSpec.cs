namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class LSetSpec
{
    [Fact]
    public void LSET_replaces_an_element()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b c");
        kv.Run("LSET l 0 x").Replies("OK");
        kv.Logged("LSET l 0 x");
        kv.Run("LSET l -1 1000").Replies("OK");
        kv.Run("LRANGE l 0 -1").Replies("[x, b, 1000]");
    }

    [Fact]
    public void LSET_with_an_element_too_long_for_the_node()
    {
        using Kv kv = new();
        string large = new('x', 10_000);
        kv.Run("RPUSH l a b c");
        kv.Run($"LSET l 1 {large}").Replies("OK");
        kv.Run("LRANGE l 0 -1").Replies($"[a, {large}, c]");
        kv.Run("LSET l 1 b").Replies("OK");
        kv.Run("LRANGE l 0 -1").Replies("[a, b, c]");
    }

    [Fact]
    public void LSET_never_makes_a_list_longer()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run("LSET l 1 x").Fails("ERR index out of range");
        kv.LoggedNothing();
        kv.Run("LSET l -2 x").Fails("ERR index out of range");
        kv.LoggedNothing();
    }

    [Fact]
    public void LSET_of_a_missing_key_is_an_error_whatever_the_index()
    {
        using Kv kv = new();
        kv.Run("LSET nokey 0 x").Fails("ERR no such key");
        kv.LoggedNothing();
        kv.Run("LSET nokey x x").Fails("ERR no such key");
    }

    [Fact]
    public void LSET_refuses_bad_indexes_and_other_types()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run("LSET l x x").Fails("ERR value is not an integer or out of range");
        kv.Run("SET s x");
        kv.Run("LSET s x x").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("LSET l 0").Fails("ERR wrong number of arguments for 'lset' command");
    }
}

namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class LIndexSpec
{
    [Fact]
    public void LINDEX_counts_from_either_end()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b c");
        kv.Run("LINDEX l 0").Replies("a");
        kv.LoggedNothing();
        kv.Run("LINDEX l 2").Replies("c");
        kv.Run("LINDEX l -1").Replies("c");
        kv.Run("LINDEX l -3").Replies("a");
    }

    [Fact]
    public void LINDEX_outside_the_list_is_nil()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run("LINDEX l 1").RepliesOnWire("$-1\r\n");
        kv.Run("LINDEX l -2").Replies("(nil)");
        kv.Run("LINDEX l -9223372036854775808").Replies("(nil)");
        kv.Run("LINDEX l 9223372036854775807").Replies("(nil)");
        kv.Resp = 3;
        kv.Run("LINDEX l 1").RepliesOnWire("_\r\n");
    }

    [Fact]
    public void LINDEX_of_a_missing_key_is_nil_even_with_a_bad_index()
    {
        using Kv kv = new();
        kv.Run("LINDEX nokey x").Replies("(nil)");
    }

    [Fact]
    public void LINDEX_refuses_bad_indexes_and_other_types()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run("LINDEX l x").Fails("ERR value is not an integer or out of range");
        kv.Run("SET s x");
        kv.Run("LINDEX s x").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("LINDEX l").Fails("ERR wrong number of arguments for 'lindex' command");
    }
}

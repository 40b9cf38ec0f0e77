namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class LRangeSpec
{
    [Fact]
    public void LRANGE_gives_the_elements_of_a_range()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b c d");
        kv.Run("LRANGE l 0 -1").Replies("[a, b, c, d]");
        kv.LoggedNothing();
        kv.Run("LRANGE l 1 2").Replies("[b, c]");
        kv.Run("LRANGE l -2 -1").Replies("[c, d]");
        kv.Run("LRANGE l -100 1").Replies("[a, b]");
        kv.Run("LRANGE l 3 100").Replies("[d]");
        kv.Run("LRANGE l -9223372036854775808 9223372036854775807").Replies("[a, b, c, d]");
    }

    [Fact]
    public void LRANGE_of_nothing_is_empty()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b");
        kv.Run("LRANGE l 1 0").Replies("[]");
        kv.Run("LRANGE l 5 9").Replies("[]");
        kv.Run("LRANGE l -1 -2").Replies("[]");
        kv.Run("LRANGE nokey 0 -1").RepliesOnWire("*0\r\n");
    }

    [Fact]
    public void LRANGE_crosses_nodes()
    {
        using Kv kv = new();
        kv.Settings.ListMaxListpackSize = 2;
        kv.Run("RPUSH l a b c d e f g");
        kv.Run("LRANGE l 1 5").Replies("[b, c, d, e, f]");
        kv.Run("LRANGE l -3 -2").Replies("[e, f]");
    }

    [Fact]
    public void LRANGE_refuses_bad_indexes_before_it_looks_at_the_key()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("LRANGE s x 0").Fails("ERR value is not an integer or out of range");
        kv.Run("LRANGE s 0 1.0").Fails("ERR value is not an integer or out of range");
        kv.Run("LRANGE s 0 1").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("LRANGE l 0").Fails("ERR wrong number of arguments for 'lrange' command");
    }
}

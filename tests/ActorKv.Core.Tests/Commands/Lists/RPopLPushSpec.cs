namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class RPopLPushSpec
{
    [Fact]
    public void RPOPLPUSH_moves_from_tail_to_head()
    {
        using Kv kv = new();
        kv.Run("RPUSH {t}a 1 2");
        kv.Run("RPOPLPUSH {t}a {t}b").Replies("2");
        kv.Logged("LMOVE {t}a {t}b RIGHT LEFT");
        kv.Run("RPOPLPUSH {t}a {t}b").Replies("1");
        kv.Run("LRANGE {t}b 0 -1").Replies("[1, 2]");
        kv.Run("LPUSHX {t}a x").Replies("(integer) 0");
    }

    [Fact]
    public void RPOPLPUSH_within_one_list_rotates_it()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b c");
        kv.Run("RPOPLPUSH l l").Replies("c");
        kv.Logged("LMOVE l l RIGHT LEFT");
        kv.Run("LRANGE l 0 -1").Replies("[c, a, b]");
    }

    [Fact]
    public void RPOPLPUSH_of_a_missing_source_is_nil()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("RPOPLPUSH nokey s").RepliesOnWire("$-1\r\n");
        kv.LoggedNothing();
    }

    [Fact]
    public void RPOPLPUSH_refuses_other_types()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("RPUSH l a");
        kv.Run("RPOPLPUSH s l").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("RPOPLPUSH l s").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("RPOPLPUSH l").Fails("ERR wrong number of arguments for 'rpoplpush' command");
    }
}

namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class LMoveSpec
{
    [Fact]
    public void LMOVE_moves_between_lists_of_one_key_shard()
    {
        using Kv kv = new();
        kv.Run("RPUSH {t}a 1 2 3");
        kv.Run("LMOVE {t}a {t}b LEFT RIGHT").Replies("1");
        kv.Logged("LMOVE {t}a {t}b LEFT RIGHT");
        kv.Run("LMOVE {t}a {t}b right left").Replies("3");
        kv.Logged("LMOVE {t}a {t}b RIGHT LEFT");
        kv.Run("LRANGE {t}b 0 -1").Replies("[3, 1]");
        kv.Run("LRANGE {t}a 0 -1").Replies("[2]");
    }

    [Fact]
    public void LMOVE_between_key_shards_logs_one_effect_for_each()
    {
        using Kv kv = new();
        const string a = "a", b = "b";     // shards 6 and 1 of 7
        kv.Run($"RPUSH {a} x y");
        kv.Run($"LMOVE {a} {b} RIGHT LEFT").Replies("y");
        kv.Logged($"RPOP {a}", $"LPUSH {b} y");
        kv.Run($"LMOVE {a} {b} LEFT RIGHT").Replies("x");
        kv.Logged($"LPOP {a}", $"RPUSH {b} x");
        kv.Run($"LRANGE {b} 0 -1").Replies("[y, x]");
        kv.Run($"LPUSHX {a} z").Replies("(integer) 0");
    }

    [Fact]
    public void LMOVE_within_one_list_rotates_it()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b c");
        kv.Run("LMOVE l l LEFT RIGHT").Replies("a");
        kv.Logged("LMOVE l l LEFT RIGHT");
        kv.Run("LRANGE l 0 -1").Replies("[b, c, a]");
        kv.Run("LMOVE l l RIGHT LEFT").Replies("a");
        kv.Run("LRANGE l 0 -1").Replies("[a, b, c]");
    }

    [Fact]
    public void LMOVE_that_moves_nothing_logs_nothing()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b");
        kv.Run("LMOVE l l LEFT LEFT").Replies("a");
        kv.LoggedNothing();
        kv.Run("LPOP l");
        kv.Run("LMOVE l l LEFT RIGHT").Replies("b");
        kv.LoggedNothing();
        kv.Run("LRANGE l 0 -1").Replies("[b]");
    }

    [Fact]
    public void LMOVE_rotates_elements_of_every_length()
    {
        using Kv kv = new();
        string large = new('x', 10_000), middle = new('y', 600);
        kv.Run($"RPUSH l {large} {middle} 5");
        kv.Run("LMOVE l l LEFT RIGHT").Replies(large);
        kv.Run("LMOVE l l LEFT RIGHT").Replies(middle);
        kv.Run("LRANGE l 0 -1").Replies($"[5, {large}, {middle}]");
    }

    [Fact]
    public void LMOVE_of_a_missing_source_is_nil_whatever_the_destination()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("LMOVE nokey s LEFT LEFT").RepliesOnWire("$-1\r\n");
        kv.LoggedNothing();
        kv.Resp = 3;
        kv.Run("LMOVE nokey l LEFT LEFT").RepliesOnWire("_\r\n");
    }

    [Fact]
    public void LMOVE_refuses_bad_words_and_other_types()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("RPUSH l a");
        kv.Run("LMOVE l l UP LEFT").Fails("ERR syntax error");
        kv.Run("LMOVE l l LEFT UP").Fails("ERR syntax error");
        kv.Run("LMOVE s l LEFT LEFT").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("LMOVE l s LEFT LEFT").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("LRANGE l 0 -1").Replies("[a]");
        kv.Run("LMOVE l l LEFT").Fails("ERR wrong number of arguments for 'lmove' command");
    }
}

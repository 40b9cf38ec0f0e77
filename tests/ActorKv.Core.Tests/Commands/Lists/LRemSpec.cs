namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class LRemSpec
{
    [Fact]
    public void LREM_removes_the_first_matches()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b a c a");
        kv.Run("LREM l 2 a").Replies("(integer) 2");
        kv.Logged("LREM l 2 a");
        kv.Run("LRANGE l 0 -1").Replies("[b, c, a]");
    }

    [Fact]
    public void LREM_with_a_negative_count_removes_the_last_matches()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b a c a");
        kv.Run("LREM l -2 a").Replies("(integer) 2");
        kv.Logged("LREM l -2 a");
        kv.Run("LRANGE l 0 -1").Replies("[a, b, c]");
    }

    [Fact]
    public void LREM_with_0_removes_all_matches()
    {
        using Kv kv = new();
        kv.Run("RPUSH l 1 b 1 1");
        kv.Run("LREM l 0 1").Replies("(integer) 3");
        kv.Run("LRANGE l 0 -1").Replies("[b]");
    }

    [Fact]
    public void LREM_of_all_elements_removes_the_key()
    {
        using Kv kv = new();
        kv.Settings.ListMaxListpackSize = 2;
        kv.Run("RPUSH l a a a a a");
        kv.Run("LREM l -9223372036854775808 a").Replies("(integer) 5");
        kv.Run("LPUSHX l x").Replies("(integer) 0");
    }

    [Fact]
    public void LREM_without_a_match_logs_nothing()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run("LREM l 0 b").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("LREM nokey 0 b").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Fact]
    public void LREM_refuses_bad_counts_before_it_looks_at_the_key()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("LREM s x a").Fails("ERR value is not an integer or out of range");
        kv.Run("LREM s 0 a").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("LREM l 0").Fails("ERR wrong number of arguments for 'lrem' command");
    }
}

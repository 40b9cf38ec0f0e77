using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZAddSpec
{
    [Fact]
    public void ZADD_adds_members_and_changes_scores()
    {
        using Kv kv = new();
        kv.Run("ZADD z 1 a 2.50 b").Replies("(integer) 2");
        kv.Logged("ZADD z 1 a 2.5 b");
        kv.Run("ZADD z 3 a 2.5 b 0x10 c").Replies("(integer) 1");
        kv.Logged("ZADD z 3 a 16 c");
        kv.Run("ZADD z 3 a").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("ZRANGE z 0 -1 WITHSCORES").Replies("[b, 2.5, a, 3, c, 16]");
    }

    [Fact]
    public void ZADD_of_one_member_twice_keeps_the_last_score()
    {
        using Kv kv = new();
        kv.Run("ZADD z CH 1 a 2 a 2 a").Replies("(integer) 2");
        kv.Logged("ZADD z 1 a 2 a");
        kv.Run("ZSCORE z a").Replies("2");
    }

    [Theory]
    [InlineData("ZADD z NX 5 a 5 new", "(integer) 1", "ZADD z 5 new")]
    [InlineData("ZADD z XX 5 a 5 new", "(integer) 0", "ZADD z 5 a")]
    [InlineData("ZADD z XX CH 5 a 5 new", "(integer) 1", "ZADD z 5 a")]
    [InlineData("ZADD z CH 5 a 5 new", "(integer) 2", "ZADD z 5 a 5 new")]
    [InlineData("ZADD z GT CH 5 a 1 b 1 new", "(integer) 2", "ZADD z 5 a 1 new")]
    [InlineData("ZADD z LT CH 5 a 1 b 1 new", "(integer) 2", "ZADD z 1 b 1 new")]
    [InlineData("ZADD z GT XX CH 5 a 1 b 1 new", "(integer) 1", "ZADD z 5 a")]
    [InlineData("ZADD z INCR 2.25 a", "3.25", "ZADD z 3.25 a")]
    [InlineData("ZADD z INCR 2 new", "2", "ZADD z 2 new")]
    [InlineData("ZADD z NX INCR 2 a", "(nil)", null)]
    [InlineData("ZADD z XX INCR 2 new", "(nil)", null)]
    [InlineData("ZADD z LT INCR 2 a", "(nil)", null)]
    [InlineData("ZADD z GT INCR 2 a", "3", "ZADD z 3 a")]
    [InlineData("ZADD z INCR 0 a", "1", null)]
    [InlineData("ZADD z nx xx 5 a", "(error) ERR XX and NX options at the same time are not compatible", null)]
    [InlineData("ZADD z NX GT 5 a", "(error) ERR GT, LT, and/or NX options at the same time are not compatible", null)]
    [InlineData("ZADD z LT GT 5 a", "(error) ERR GT, LT, and/or NX options at the same time are not compatible", null)]
    [InlineData("ZADD z INCR 5 a 6 b", "(error) ERR INCR option supports a single increment-element pair", null)]
    [InlineData("ZADD z NX XX 5", "(error) ERR syntax error", null)]
    [InlineData("ZADD z NX XX", "(error) ERR syntax error", null)]
    [InlineData("ZADD z 1 a 2", "(error) ERR syntax error", null)]
    [InlineData("ZADD z FOO 1 a", "(error) ERR syntax error", null)]
    [InlineData("ZADD z 1 a nan b", "(error) ERR value is not a valid float", null)]
    [InlineData("ZADD s 1 a", "(error) WRONGTYPE Operation against a key holding the wrong kind of value", null)]
    [InlineData("ZADD s x a", "(error) ERR value is not a valid float", null)]
    [InlineData("ZADD nokey XX 1 a", "(integer) 0", null)]
    [InlineData("ZADD nokey XX INCR 1 a", "(nil)", null)]
    public void ZADD_obeys_its_conditions(string command, string reply, string? logged)
    {
        using Kv kv = new();
        kv.Run("ZADD z 1 a 2 b");
        kv.Run("SET s x");
        kv.Run(command).Replies(reply);
        if (logged is null) kv.LoggedNothing();
        else kv.Logged(logged);
        kv.Run("EXISTS nokey").Replies("(integer) 0");
    }

    [Fact]
    public void ZADD_refuses_a_sum_that_is_no_number()
    {
        using Kv kv = new();
        kv.Run("ZADD z inf a");
        kv.Run("ZADD z INCR -inf a").Fails("ERR resulting score is not a number (NaN)");
        kv.LoggedNothing();
        kv.Run("ZSCORE z a").Replies("inf");
    }

    [Fact]
    public void ZADD_beyond_the_packed_form_makes_a_skiplist()
    {
        using Kv kv = new();
        for (int i = 0; i < 128; i++) kv.Run($"ZADD z {i} m{i}");
        kv.Run("OBJECT ENCODING z").Replies("listpack");
        kv.Run("ZADD z 0.5 one-more");
        kv.Run("OBJECT ENCODING z").Replies("skiplist");
        kv.Run("ZRANGE z 0 2 WITHSCORES").Replies("[m0, 0, one-more, 0.5, m1, 1]");
        kv.Run($"ZADD y 0 {new string('x', 64)}");
        kv.Run("OBJECT ENCODING y").Replies("listpack");
        kv.Run($"ZADD y 0 {new string('x', 65)}");
        kv.Run("OBJECT ENCODING y").Replies("skiplist");
        kv.Settings.ZsetMaxListpackEntries = 0;
        kv.Run("ZADD w 0 a");
        kv.Run("OBJECT ENCODING w").Replies("skiplist");
    }

    [Fact]
    public void ZADD_wakes_who_waits_for_the_key()
    {
        using Kv kv = new();
        foreach (KeyShardState shard in kv.Shards) shard.WaitedKeys = 1;
        kv.Run("ZADD z 1 a");
        kv.ReportedReady("z");
        kv.Run("ZADD z 2 b");
        kv.ReportedReady();
    }
}

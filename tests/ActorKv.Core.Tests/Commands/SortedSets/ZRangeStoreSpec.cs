using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRangeStoreSpec
{
    [Theory]
    [InlineData("ZRANGESTORE nokey {nokey}x 0 -1", "(integer) 0", null)]
    [InlineData("ZRANGESTORE old nokey 0 -1", "(integer) 0", "DEL old")]
    [InlineData("ZRANGESTORE old z 7 9", "(integer) 0", "DEL old")]
    [InlineData("ZRANGESTORE old z 0 1 WITHSCORES", "(error) ERR syntax error", null)]
    [InlineData("ZRANGESTORE old z a b", "(error) ERR value is not an integer or out of range", null)]
    [InlineData("ZRANGESTORE old s 0 1", "(error) WRONGTYPE Operation against a key holding the wrong kind of value", null)]
    public void ZRANGESTORE_replies_how_many_it_stored(string command, string reply, string? logged)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 1 a 2 b 3 c 4 d 5 e");
            kv.Run("SET s x");
            kv.Run("ZADD old 9 x");
            kv.Run(command).Replies(reply);
            if (logged is null) kv.LoggedNothing();
            else kv.Logged(logged);
        }
    }

    [Theory]
    [InlineData("ZRANGESTORE t z 1 2", "[b, 2, c, 3]")]
    [InlineData("ZRANGESTORE t z 4 2 BYSCORE REV LIMIT 0 2", "[c, 3, d, 4]")]
    [InlineData("ZRANGESTORE t z [c + BYLEX", "[c, 3, d, 4, e, 5]")]
    [InlineData("ZRANGESTORE z z 0 1", "[a, 1, b, 2]")]
    public void ZRANGESTORE_stores_members_with_their_scores(string command, string stored)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 1 a 2 b 3 c 4 d 5 e");
            kv.Run("SET t x EX 100");
            kv.Run(command);
            kv.Run($"ZRANGE {command[12]} 0 -1 WITHSCORES").Replies(stored);
            kv.Run($"TTL {command[12]}").Replies("(integer) -1");
        }
    }

    [Fact]
    public void ZRANGESTORE_packs_what_is_small_and_only_that()
    {
        using Kv kv = new();
        for (int i = 0; i < 200; i++) kv.Run($"ZADD z {i} m{i}");
        kv.Run("ZRANGESTORE t z 0 127").Replies("(integer) 128");
        kv.Run("OBJECT ENCODING t").Replies("listpack");
        kv.Run("ZRANGESTORE t z 0 128").Replies("(integer) 129");
        kv.Run("OBJECT ENCODING t").Replies("skiplist");
    }

    [Fact]
    public void ZRANGESTORE_wakes_who_waits_for_the_destination()
    {
        using Kv kv = new();
        kv.Run("ZADD z 1 a");
        foreach (KeyShardState shard in kv.Shards) shard.WaitedKeys = 1;
        kv.Run("ZRANGESTORE t z 0 -1");
        kv.ReportedReady("t");
    }
}

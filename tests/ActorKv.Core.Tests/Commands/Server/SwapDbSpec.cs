using System.Text;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Tests.Commands.Server;

public sealed class SwapDbSpec
{
    [Fact]
    public void SWAPDB_trades_the_keys_of_two_databases()
    {
        using Kv kv = new();
        kv.Run("MSET {x}a 0 {x}b 0");
        kv.Database = 4;
        kv.Run("SET {x}a 4 EX 100");
        kv.Run("SWAPDB 4 0").Replies("OK");
        kv.Logged("SWAPDB 4 0");
        kv.Run("MGET {x}a {x}b").Replies("[0, 0]");
        kv.Database = 0;
        kv.Run("MGET {x}a {x}b").Replies("[4, (nil)]");
        kv.Run("TTL {x}a").Replies("(integer) 100");
    }

    [Fact]
    public void SWAPDB_logs_once_for_each_key_shard_with_keys()
    {
        using Kv kv = new();
        for (int i = 0; i < 50; i++) kv.Run($"SET key:{i} 1");
        kv.Run("SWAPDB 0 1");
        kv.Logged([.. Enumerable.Repeat("SWAPDB 0 1", kv.Shards.Length)]);
        kv.Run("SWAPDB 2 3").Replies("OK");
        kv.LoggedNothing();
        kv.Run("SWAPDB 1 1").Replies("OK");
        kv.LoggedNothing();
    }

    [Fact]
    public void SWAPDB_reports_lists_to_those_who_wait_in_either_database()
    {
        using Kv kv = new();
        kv.Run("RPUSH {x}a 1");
        kv.Run("SET {x}s 1");
        kv.Database = 1;
        kv.Run("RPUSH {x}b 1");
        foreach (var shard in kv.Shards) shard.WaitedKeys = 1;
        kv.Run("SWAPDB 0 1");
        kv.ReportedReady("{x}b", "{x}a");
    }

    [Theory]
    [InlineData("SWAPDB x 0", "ERR invalid first DB index")]
    [InlineData("SWAPDB 99 x", "ERR invalid second DB index")]
    [InlineData("SWAPDB 99999999999 0", "ERR invalid first DB index")]
    [InlineData("SWAPDB 0 16", "ERR DB index is out of range")]
    [InlineData("SWAPDB -1 0", "ERR DB index is out of range")]
    [InlineData("SWAPDB 0", "ERR wrong number of arguments for 'swapdb' command")]
    public void SWAPDB_wants_two_databases(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET a 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }

    [Fact]
    public void A_replayed_SWAPDB_reaches_only_the_key_shard_it_was_logged_for()
    {
        using Kv kv = new();
        kv.Run("MSET a 1 b 2");
        KeyShardState shardOfA = kv.Shards.Single(shard => shard[0].Find("a"u8, shard[0].HashOf("a"u8)) >= 0);
        EffectLog log = new();
        log.Begin(shardOfA.Index, database: 0, argc: 3);
        foreach (string word in (string[])["SWAPDB", "0", "1"]) log.Add(Encoding.ASCII.GetBytes(word));
        kv.Replay(log);
        kv.Run("MGET a b").Replies("[(nil), 2]");
    }
}

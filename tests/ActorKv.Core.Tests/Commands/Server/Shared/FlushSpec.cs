using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Tests.Commands.Server.Shared;

public sealed class FlushSpec
{
    [Fact]
    public void FLUSHDB_empties_the_selected_database_only()
    {
        using Kv kv = new();
        for (int i = 0; i < 50; i++) kv.Run($"SET key:{i} 1 EX 100");
        kv.Database = 1;
        kv.Run("SET other 1");
        kv.Database = 0;
        kv.Run("FLUSHDB").Replies("OK");
        kv.Logged([.. Enumerable.Repeat("FLUSHDB", kv.Shards.Length)]);
        kv.Run("DBSIZE").Replies("(integer) 0");
        kv.Database = 1;
        kv.Run("GET other").Replies("1");
    }

    [Fact]
    public void FLUSHALL_logs_one_effect_for_each_key_shard_and_database_with_keys()
    {
        using Kv kv = new();
        kv.Run("SET a 1");
        kv.Database = 5;
        kv.Run("MSET {x}a 1 {x}b 1");
        kv.Run("FLUSHALL ASYNC").Replies("OK");
        kv.Logged("FLUSHDB", "FLUSHDB");
        kv.Run("DBSIZE").Replies("(integer) 0");
        kv.Database = 0;
        kv.Run("DBSIZE").Replies("(integer) 0");
        kv.Run("SET b 2");
        kv.Run("KEYS *").Replies("[b]");
    }

    [Theory]
    [InlineData("FLUSHALL")]
    [InlineData("FLUSHDB")]
    [InlineData("FLUSHALL sync")]
    [InlineData("FLUSHDB async")]
    public void Flushing_nothing_logs_nothing(string command)
    {
        using Kv kv = new();
        kv.Run(command).Replies("OK");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("FLUSHALL x")]
    [InlineData("FLUSHALL SYNC ASYNC")]
    [InlineData("FLUSHDB SYNC x")]
    [InlineData("FLUSHDB x y")]
    public void Other_words_than_ASYNC_or_SYNC_are_a_syntax_error(string command)
    {
        using Kv kv = new();
        kv.Run("SET a 1");
        kv.Run(command).Fails("ERR syntax error");
        kv.Run("DBSIZE").Replies("(integer) 1");
    }

    [Fact]
    public void A_replayed_FLUSHDB_reaches_only_the_key_shard_it_was_logged_for()
    {
        using Kv kv = new();
        kv.Run("MSET a 1 b 2");
        KeyShardState shardOfA = kv.Shards.Single(shard => shard[0].Find("a"u8, shard[0].HashOf("a"u8)) >= 0);
        EffectLog log = new();
        log.Begin(shardOfA.Index, database: 0, argc: 1);
        log.Add("FLUSHDB"u8);
        kv.Replay(log);
        kv.Run("MGET a b").Replies("[(nil), 2]");
    }
}

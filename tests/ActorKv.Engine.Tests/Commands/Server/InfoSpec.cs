using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Commands.Server;

public sealed class InfoSpec
{
    private static readonly string[] s_default = ["Server", "Clients", "Memory", "Persistence", "Stats", "Replication", "CPU", "Modules", "Errorstats", "Cluster", "Keyspace"];

    [Fact]
    public async Task INFO_shows_the_default_sections_in_order()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal(s_default, Titles(await kv.Run("INFO")));
        Assert.Equal(s_default, Titles(await kv.Run("INFO default keyspace")));
    }

    [Fact]
    public async Task INFO_shows_the_sections_asked_for_in_its_own_order()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("# Cluster\r\ncluster_enabled:0\r\n\r\n# Keyspace\r\n", await kv.Run("INFO keyspace CLUSTER nothing"));
        Assert.Equal("", await kv.Run("INFO nothing"));
    }

    [Fact]
    public async Task INFO_is_a_verbatim_string_in_RESP3()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        kv.NewSession().Session.Output.Version = 3;
        Assert.EndsWith("# Cluster\r\ncluster_enabled:0\r\n", await kv.Run("INFO cluster"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task INFO_lines_are_names_and_values()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k v");
        foreach (string line in (await kv.Run("INFO everything")).Split("\r\n"))
            Assert.True(line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal) || line.IndexOf(':', StringComparison.Ordinal) > 0, line);
    }

    [Fact]
    public async Task INFO_keyspace_counts_keys_and_those_that_expire()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("MSET a 1 b 2");
        await kv.Run("SET c 3 EX 100");
        kv.NewSession().Session.Database = 9;
        kv.Store.Sessions.All.First().Database = 9;
        await kv.Run("SET d 4");
        string keyspace = await kv.Run("INFO keyspace");
        Assert.Contains("db0:keys=3,expires=1,avg_ttl=100000\r\n", keyspace, StringComparison.Ordinal);
        Assert.Contains("db9:keys=1,expires=0,avg_ttl=0\r\n", keyspace, StringComparison.Ordinal);
        Assert.DoesNotContain("db1:", keyspace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task INFO_stats_counts_commands_connections_lookups_and_expired_keys()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k v PX 100");
        await kv.Run("GET k");
        kv.Time.Advance(TimeSpan.FromSeconds(1));
        await kv.Run("GET k");
        string stats = await kv.Run("INFO stats");
        Assert.Contains("total_connections_received:1\r\n", stats, StringComparison.Ordinal);
        Assert.Contains("total_commands_processed:4\r\n", stats, StringComparison.Ordinal);
        Assert.Contains("keyspace_hits:1\r\n", stats, StringComparison.Ordinal);
        Assert.Contains("expired_keys:1\r\n", stats, StringComparison.Ordinal);
    }

    [Fact]
    public async Task INFO_stats_counts_the_lookups_of_readers_and_not_those_of_recovery()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET a 1");
        await kv.Run("INCR a");
        await kv.Run("LPOP none");
        await kv.Run("DEBUG OBJECT a");
        await kv.Run("MEMORY USAGE a");
        Assert.Contains("keyspace_hits:0\r\nkeyspace_misses:0\r\n", await kv.Run("INFO stats"), StringComparison.Ordinal);
        await kv.Run("MGET a b");
        await kv.Run("EXISTS a");
        await kv.Run("GETEX b");
        Assert.Contains("keyspace_hits:2\r\nkeyspace_misses:2\r\n", await kv.Run("INFO stats"), StringComparison.Ordinal);
        await using TestStore after = await kv.CrashAsync();
        Assert.Contains("keyspace_hits:0\r\nkeyspace_misses:0\r\n", await after.Run("INFO stats"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task INFO_persistence_tells_of_saves_and_the_journal()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("MSET a 1 b 2");
        string before = await kv.Run("INFO persistence");
        Assert.Contains("rdb_changes_since_last_save:2\r\n", before, StringComparison.Ordinal);
        Assert.Contains("rdb_saves:0\r\n", before, StringComparison.Ordinal);
        Assert.Contains("aof_enabled:1\r\n", before, StringComparison.Ordinal);
        Assert.Contains("journal_durable_lsn:1\r\n", before, StringComparison.Ordinal);
        await kv.Run("SAVE");
        string after = await kv.Run("INFO persistence");
        Assert.Contains("rdb_changes_since_last_save:0\r\n", after, StringComparison.Ordinal);
        Assert.Contains("rdb_saves:1\r\n", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task INFO_keyspace_averages_over_what_is_left_to_live()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET a 1 PX 1000");
        await kv.Run("SET b 1 PX 5000");
        await kv.Run("SET c 1 PX 9000");
        await kv.Run("PEXPIRE c 3000");
        await kv.Run("PERSIST b");
        kv.Time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Contains("db0:keys=3,expires=2,avg_ttl=1500\r\n", await kv.Run("INFO keyspace"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task INFO_commandstats_and_errorstats_count_calls_and_errors()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        using (LocalSession gone = kv.NewSession()) await gone.Run("SET k v");
        for (int i = 0; i < 100; i++) await kv.Run("GET k");
        await kv.Run("GET");
        await kv.Run("LPUSH k v");
        await kv.Run("nonsense");
        await kv.Run("CONFIG GET port");
        string info = await kv.Run("INFO commandstats errorstats stats");
        Assert.Matches("cmdstat_set:calls=1,usec=[0-9]+,usec_per_call=[0-9.]+,rejected_calls=0,failed_calls=0\r\n", info);
        Assert.Matches("cmdstat_get:calls=100,usec=[0-9]+,usec_per_call=[0-9.]+,rejected_calls=1,failed_calls=0\r\n", info);
        Assert.Matches("cmdstat_lpush:calls=1,usec=[0-9]+,usec_per_call=[0-9.]+,rejected_calls=0,failed_calls=1\r\n", info);
        Assert.Matches("cmdstat_config\\|get:calls=1,", info);
        Assert.Contains("errorstat_ERR:count=2\r\nerrorstat_WRONGTYPE:count=1\r\n", info, StringComparison.Ordinal);
        Assert.Contains("total_error_replies:3\r\n", info, StringComparison.Ordinal);
        await kv.Run("CONFIG RESETSTAT");
        string after = await kv.Run("INFO commandstats errorstats");
        Assert.DoesNotContain("cmdstat_get", after, StringComparison.Ordinal);
        Assert.DoesNotContain("errorstat_", after, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Titles(string info) =>
        info.Split("\r\n").Where(line => line.StartsWith("# ", StringComparison.Ordinal)).Select(line => line[2..]);
}

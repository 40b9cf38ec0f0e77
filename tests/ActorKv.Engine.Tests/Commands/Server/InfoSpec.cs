namespace ActorKv.Engine.Tests.Commands.Server;

public sealed class InfoSpec
{
    private static readonly string[] s_default = ["Server", "Clients", "Memory", "Persistence", "Stats", "Replication", "CPU", "Modules", "Cluster", "Keyspace"];

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
        Assert.Contains("db0:keys=3,expires=1,", keyspace, StringComparison.Ordinal);
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

    private static IEnumerable<string> Titles(string info) =>
        info.Split("\r\n").Where(line => line.StartsWith("# ", StringComparison.Ordinal)).Select(line => line[2..]);
}

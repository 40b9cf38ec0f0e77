// REPLICAOF, SLAVEOF and FAILOVER of a server that is a master without replicas, always.

namespace ActorKv.Engine.Tests.Commands.Replication;

public sealed class ReplicationSpec
{
    [Theory]
    [InlineData("REPLICAOF"), InlineData("SLAVEOF")]
    public async Task REPLICAOF_NO_ONE_is_true_already(string command)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("OK", await kv.Run($"{command} no One"));
        Assert.Equal("(error) ERR Invalid master port", await kv.Run($"{command} localhost 70000"));
        Assert.Equal("(error) ERR ActorKv does not replicate from another server; only NO ONE is accepted here", await kv.Run($"{command} localhost 6379"));
    }

    [Theory]
    [InlineData("FAILOVER", "ERR FAILOVER requires connected replicas.")]
    [InlineData("FAILOVER TO host 1 FORCE TIMEOUT 10", "ERR FAILOVER requires connected replicas.")]
    [InlineData("FAILOVER TO host x", "ERR value is not an integer or out of range")]
    [InlineData("FAILOVER TIMEOUT 0", "ERR FAILOVER timeout must be greater than 0")]
    [InlineData("FAILOVER ABORT", "ERR No failover in progress.")]
    [InlineData("FAILOVER ABORT x", "ERR syntax error")]
    public async Task FAILOVER_has_nobody_to_hand_over_to(string command, string error)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) " + error, await kv.Run(command));
    }

    [Theory]
    [InlineData("REPLCONF", "OK")]
    [InlineData("REPLCONF a", "(error) ERR syntax error")]
    [InlineData("REPLCONF a b", "(error) ERR Unrecognized REPLCONF option: a")]
    [InlineData("REPLCONF listening-port x", "(error) ERR value is not an integer or out of range")]
    [InlineData("REPLCONF ip-address 1.2.3.4 capa eof capa psync2", "OK")]
    [InlineData("REPLCONF rdb-only 1 rdb-filter-only functions", "OK")]
    [InlineData("REPLCONF rdb-filter-only \"\"", "OK")]
    [InlineData("REPLCONF rdb-filter-only xyz", "(error) ERR Unsupported rdb-filter-only option: xyz")]
    public async Task REPLCONF_takes_what_tools_say_of_themselves(string command, string reply)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal(reply, await kv.Run(command));
    }

    [Fact]
    public async Task SYNC_counts_as_sync_full()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("REPLCONF rdb-filter-only \"\"");
        await Assert.ThrowsAsync<InvalidOperationException>(() => kv.Run("SYNC"));      // a file is no reply
        Assert.Contains("sync_full:1", await kv.NewSession().Run("INFO stats"), StringComparison.Ordinal);
        await kv.NewSession().Run("CONFIG RESETSTAT");
        Assert.Contains("sync_full:0", await kv.NewSession().Run("INFO stats"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SYNC"), InlineData("PSYNC ? -1")]
    public async Task SYNC_and_PSYNC_refuse_a_server_that_wants_to_follow(string command)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("REPLCONF listening-port 6379");
        Assert.Equal("(error) ERR ActorKv has no replicas; a snapshot is for tools such as redis-cli --rdb", await kv.Run(command));
    }
}

using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commits;
using ActorKv.Journal.Contract;
using ActorKv.Journal.Postgres.KeyShards;

namespace ActorKv.Cluster.Tests.Membership;

public sealed class ClusterNodeSpec
{
    [PostgresFact]
    public async Task Nodes_that_join_one_by_one_share_the_key_shards_evenly()
    {
        await using ClusterHarness cluster = await ClusterHarness.CreateAsync();
        TestNode first = await cluster.JoinAsync();
        Assert.Contains(first.Node.Myself, first.Node.Map.Members);
        await cluster.UntilSharedAsync(first);
        TestNode second = await cluster.JoinAsync();
        await cluster.UntilSharedAsync(first, second);
        TestNode third = await cluster.JoinAsync();
        await cluster.UntilSharedAsync(first, second, third);
        Assert.Equal(first.Node.LinkSecret, third.Node.LinkSecret);
        Assert.Equal(0, first.Host.Abandoned + second.Host.Abandoned + third.Host.Abandoned);
        await first.Node.SaveAsync();
        Assert.Equal(first.Host.Open, first.Host.Snapshots.Count);
    }

    [PostgresFact]
    public async Task The_key_shards_of_a_node_that_dies_are_served_by_the_others()
    {
        await using ClusterHarness cluster = await ClusterHarness.CreateAsync();
        TestNode[] nodes = [await cluster.JoinAsync(), await cluster.JoinAsync(), await cluster.JoinAsync()];
        await cluster.UntilSharedAsync(nodes);
        await nodes[0].Node.DisposeAsync();
        await cluster.UntilSharedAsync(nodes[1], nodes[2]);
    }

    [PostgresFact]
    public async Task A_node_paused_past_its_lease_gives_up_what_others_have_and_comes_back_as_a_new_member()
    {
        await using ClusterHarness cluster = await ClusterHarness.CreateAsync();
        TestNode[] nodes = [await cluster.JoinAsync(), await cluster.JoinAsync(), await cluster.JoinAsync()];
        await cluster.UntilSharedAsync(nodes);
        TestNode paused = nodes[1];
        ClusterMember before = paused.Node.Myself;
        MemberLife life = paused.Host.Life!;
        int shard = Enumerable.Range(0, ClusterHarness.KeyShards).First(paused.Host.IsOpen);
        long epoch = paused.Host.EpochOf(shard);
        await ClusterHarness.CommitAsync(life, shard, epoch, seq: 1);
        paused.Pause();
        await cluster.UntilAsync(() => nodes[0].Host.Open + nodes[2].Host.Open == ClusterHarness.KeyShards);
        Assert.False(paused.Node.HoldsLease);
        Assert.True(paused.Host.IsOpen(shard));
        await Assert.ThrowsAsync<JournalFencedException>(() => ClusterHarness.CommitAsync(life, shard, epoch, seq: 2));
        paused.Resume();
        await cluster.UntilSharedAsync(nodes);
        Assert.Equal(1, paused.Host.Abandoned);
        Assert.Equal(before.Id, paused.Node.Myself.Id);
        Assert.True(paused.Node.Myself.Incarnation > before.Incarnation);
        Assert.Equal(1, await cluster.NumberAsync("SELECT count(*) FROM shard_rows"));
    }

    [PostgresFact]
    public async Task A_node_that_leaves_hands_its_key_shards_over_first()
    {
        await using ClusterHarness cluster = await ClusterHarness.CreateAsync();
        TestNode[] nodes = [await cluster.JoinAsync(), await cluster.JoinAsync(), await cluster.JoinAsync()];
        await cluster.UntilSharedAsync(nodes);
        long leaver = nodes[2].Node.Myself.Incarnation;
        await nodes[2].Node.LeaveAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, nodes[2].Host.Open);
        Assert.Equal(0, await cluster.NumberAsync($"SELECT count(*) FROM members WHERE incarnation = {leaver}"));
        await cluster.UntilSharedAsync(nodes[0], nodes[1]);
    }

    [PostgresFact]
    public async Task A_node_that_leaves_gives_no_more_key_shards_away_while_sixteen_are_not_served()
    {
        const int MostAway = 16, Steps = 10;
        await using ClusterHarness cluster = await ClusterHarness.CreateAsync();
        TestNode stays = await cluster.JoinAsync(), leaves = await cluster.JoinAsync();
        await cluster.UntilSharedAsync(stays, leaves);
        int owned = leaves.Host.Open;
        TaskCompletionSource loads = new(TaskCreationOptions.RunContinuationsAsynchronously);
        stays.Host.Loads = loads.Task;
        Task leaving = leaves.Node.LeaveAsync(TimeSpan.FromSeconds(60));
        await cluster.UntilAsync(() => leaves.Host.Open < owned);
        // It looks again some times, and sees nothing that it could do.
        int steps = 0;
        leaves.Node.Step = _ =>
        {
            Interlocked.Increment(ref steps);
            return Task.CompletedTask;
        };
        await cluster.UntilAsync(() => Volatile.Read(ref steps) >= Steps);
        Assert.Equal(owned - MostAway, leaves.Host.Open);
        loads.SetResult();
        await leaving;
        await cluster.UntilSharedAsync(stays);
    }

    [PostgresFact]
    public async Task A_load_that_is_under_way_when_its_node_leaves_opens_nothing_that_another_has()
    {
        await using ClusterHarness cluster = await ClusterHarness.CreateAsync();
        TestNode stays = await cluster.JoinAsync();
        await cluster.UntilSharedAsync(stays);
        TaskCompletionSource loads = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TestNode leaves = await cluster.JoinAsync(loads.Task);
        long leaver = leaves.Node.Myself.Incarnation;
        await cluster.UntilAsync(() => stays.Node.Map.Shards.Any(place => place.Owner?.Incarnation == leaver));
        // It cannot end its membership as long as this lock is held, and so keeps its lease. The key of the row is not what leaving changes.
        await using (await cluster.HoldAsync($"SELECT FROM members WHERE incarnation = {leaver} FOR KEY SHARE"))
        {
            Task leaving = leaves.Node.LeaveAsync(TimeSpan.Zero);
            await cluster.UntilAsync(() => stays.Host.Open == ClusterHarness.KeyShards);
            loads.SetResult();
            await leaving;
        }
        await cluster.UntilSharedAsync(stays);
    }

    [PostgresFact]
    public async Task The_last_node_that_leaves_leaves_the_key_shards_to_whoever_comes_next()
    {
        await using ClusterHarness cluster = await ClusterHarness.CreateAsync();
        TestNode last = await cluster.JoinAsync();
        await cluster.UntilSharedAsync(last);
        await last.Node.LeaveAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, await cluster.NumberAsync("SELECT count(*) FROM members"));
        Assert.Equal(0, await cluster.NumberAsync("SELECT count(owner) FROM key_shards"));
        await cluster.UntilSharedAsync(await cluster.JoinAsync());
    }

    [PostgresFact]
    public async Task A_node_that_the_journal_fences_gives_everything_up_and_comes_back()
    {
        await using ClusterHarness cluster = await ClusterHarness.CreateAsync();
        TestNode[] nodes = [await cluster.JoinAsync(), await cluster.JoinAsync()];
        await cluster.UntilSharedAsync(nodes);
        long before = nodes[0].Node.Myself.Incarnation;
        nodes[0].Host.Fence("test");
        Assert.False(nodes[0].Node.HoldsLease);
        await cluster.UntilAsync(() => nodes[0].Node.Myself.Incarnation > before);
        await cluster.UntilSharedAsync(nodes);
        Assert.Equal(1, nodes[0].Host.Abandoned);
    }

    [PostgresTheory]
    [InlineData(PostgresStop.Fast)]
    [InlineData(PostgresStop.Immediate)]
    internal async Task A_restart_of_the_database_costs_nobody_its_membership(PostgresStop how)
    {
        using TestPostgres server = TestPostgres.Start();
        await using ClusterHarness cluster = await ClusterHarness.CreateAsync(server);
        TestNode[] nodes = [await cluster.JoinAsync(), await cluster.JoinAsync(), await cluster.JoinAsync()];
        await cluster.UntilSharedAsync(nodes);
        long[] incarnations = [.. nodes.Select(static node => node.Node.Myself.Incarnation)];
        server.Stop(how);
        await cluster.UntilAsync(() => !nodes.Any(static node => node.Node.HoldsLease));
        server.StartAgain();
        await cluster.UntilAsync(() => nodes.All(static node => node.Node.HoldsLease));
        await cluster.UntilSharedAsync(nodes);
        Assert.Equal(incarnations, nodes.Select(static node => node.Node.Myself.Incarnation));
        Assert.All(nodes, static node => Assert.Equal(0, node.Host.Abandoned));
    }

    [PostgresFact]
    public async Task A_database_that_hangs_past_the_leases_costs_nobody_its_membership()
    {
        using TestPostgres server = TestPostgres.Start();
        await using ClusterHarness cluster = await ClusterHarness.CreateAsync(server);
        TestNode[] nodes = [await cluster.JoinAsync(), await cluster.JoinAsync()];
        await cluster.UntilSharedAsync(nodes);
        server.Pause();
        await cluster.UntilAsync(() => !nodes.Any(static node => node.Node.HoldsLease));
        server.Resume();
        await cluster.UntilAsync(() => nodes.All(static node => node.Node.HoldsLease));
        await cluster.UntilSharedAsync(nodes);
        Assert.All(nodes, static node => Assert.Equal(0, node.Host.Abandoned));
    }
}

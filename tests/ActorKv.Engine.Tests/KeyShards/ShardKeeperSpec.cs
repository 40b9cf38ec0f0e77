using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Recovery;
using ActorKv.Engine.Routing;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Tests.Routing;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.KeyShards;

public sealed class ShardKeeperSpec
{
    private const string NotDelivered = "(error) " + RoutingErrors.NotDelivered;

    [Fact]
    public async Task Key_shards_that_close_and_open_under_load_give_each_command_one_right_reply()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        using CancellationTokenSource stop = new();
        long[] last = new long[24];
        Task[] clients = [.. Enumerable.Range(0, last.Length).Select(client => Task.Run(async () =>
        {
            LocalSession session = node.NewSession();
            while (!stop.IsCancellationRequested)
            {
                // Nobody else has this key: a lost or a doubled INCR shows in the next reply.
                Assert.Equal($"(integer) {last[client] + 1}", await session.Run($"INCR counter{client}"));
                last[client]++;
            }
        }))];
        Random random = new(1);
        // Until everybody has come through a good many closings.
        while (last.Min() < 100)
        {
            int[] some = [.. Enumerable.Range(0, node.Store.Shards.Length).Where(_ => random.Next(2) == 0)];
            await node.Keeper.CloseAsync(some);
            Assert.All(some, shard => Assert.False(node.Keeper.IsOpen(shard)));
            Assert.All(some, shard => Assert.True(node.Store.States[shard].IsEmpty));
            foreach (int shard in some) node.OpenShard(shard);
            if (clients.FirstOrDefault(client => client.IsFaulted) is { } failed) await failed;
        }
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Equal(node.Digest(), node.ReplayedDigest());
        for (int client = 0; client < last.Length; client++) Assert.Equal($"{last[client]}", await node.Run($"GET counter{client}"));
    }

    [Fact]
    public async Task A_key_shard_that_closes_has_all_its_turns_in_the_journal()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        node.Journal.Stop();
        Task<string> write = node.Start("SET k v", out _);
        Task close = node.Keeper.CloseAsync([node.ShardOf("k")]);
        node.Journal.Arrived.Wait();
        Assert.False(close.IsCompleted);
        node.Journal.GoOn();
        await close;
        Assert.Single(node.Journal.RowsOf(node.ShardOf("k")));
        Assert.Equal("OK", await write);
        Assert.Equal(0, node.Store.CountKeys());
    }

    [Fact]
    public async Task Who_waits_for_a_key_shard_that_goes_away_asks_its_router_where_it_is_now()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        int shard = node.ShardOf("k");
        LocalSession session = node.NewSession();
        RecordingRouter router = new(session.Session) { Here = shard };
        session.Session.RouteThrough(router);
        Assert.True(node.Store.Shards[shard].TryEnter());
        Task close = node.Keeper.CloseAsync([shard]);
        Task<string> waiting = session.Run("GET k");
        router.Here = -1;
        node.Store.Shards[shard].Exit();
        await close;
        Assert.Equal($"{shard} GET k", await waiting);
    }

    [Fact]
    public async Task Who_comes_too_late_to_a_key_shard_that_went_away_is_sent_on_by_the_heartbeat()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        int shard = node.ShardOf("k");
        LocalSession session = node.NewSession();
        RecordingRouter router = new(session.Session) { Here = shard };
        session.Session.RouteThrough(router);
        await node.Keeper.CloseAsync([shard]);
        Task<string> waiting = session.Run("GET k");
        router.Here = -1;
        node.Keeper.RefuseOverdue();
        Assert.Equal($"{shard} GET k", await waiting);
    }

    [Fact]
    public async Task A_request_that_would_be_executed_anew_can_be_dropped_instead()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        int shard = node.ShardOf("k");
        Session session = node.NewSession().Session;
        Assert.True(node.Store.Shards[shard].TryEnter());
        Assert.False(session.Execute(Request.Of("GET"u8.ToArray(), "k"u8.ToArray())));
        Assert.False(session.DropMoved());
        node.Store.Shards[shard].Sift(static waiter => waiter.OnMoved());
        Assert.True(session.DropMoved());
        Assert.Equal((false, 0), (session.IsSuspended, session.Output.Pending));
        node.Store.Shards[shard].Exit();
    }

    [Fact]
    public async Task A_session_blocked_on_a_key_is_served_by_who_has_the_key_shard_next()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        int shard = node.ShardOf("l");
        Task<string> blocked = node.Start("BLPOP l 0", out LocalSession session);
        Assert.Equal(1, node.Store.Blocking.Count);
        await node.Keeper.CloseAsync([shard]);
        Assert.Equal(0, node.Store.Blocking.Count);
        // It waits for the key shard now, and blocks again when that is back.
        node.OpenShard(shard);
        await Eventually.Holds(() => session.Session.IsBlocked);
        await node.Run("RPUSH l a");
        Assert.Equal("[l, a]", await blocked);
        Assert.Equal(0, node.Store.Blocking.Count);
    }

    [Fact]
    public async Task A_transaction_that_watches_a_key_of_a_key_shard_that_went_away_answers_nil()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        int shard = node.ShardOf("k");
        await node.Run("WATCH k");
        await node.Run("MULTI");
        await node.Run("SET k v");
        await node.Keeper.CloseAsync([shard]);
        Assert.Equal("(nil)", await node.Run("EXEC"));
        node.OpenShard(shard);
        Assert.Equal("(nil)", await node.Run("GET k"));
    }

    [Theory]
    [InlineData(false, "[OK]", "v")]
    [InlineData(true, "(nil)", "(nil)")]
    public async Task EXEC_that_waits_for_a_key_shard_that_goes_away_runs_when_it_is_back_unless_it_watches(bool watches, string reply, string value)
    {
        await using TestNode node = TestNode.Open().OpenAll();
        int shard = node.ShardOf("k");
        if (watches) await node.Run("WATCH k");
        Task<string> exec = await ExecDuringCloseAsync(node, shard);
        node.OpenShard(shard);
        Assert.Equal(reply, await exec);
        Assert.Equal(value, await node.Run("GET k"));
    }

    [Fact]
    public async Task EXEC_that_waits_for_a_key_shard_that_goes_away_asks_its_router_where_it_is_now()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        int shard = node.ShardOf("k");
        LocalSession session = node.NewSession();
        RecordingRouter router = new(session.Session) { Here = shard };
        session.Session.RouteThrough(router);
        await session.Run("MULTI");
        await session.Run("GET k");
        Assert.True(node.Store.Shards[shard].TryEnter());
        Task close = node.Keeper.CloseAsync([shard]);
        Task<string> exec = session.Run("EXEC");
        router.Here = -1;
        node.Store.Shards[shard].Exit();
        await close;
        Assert.Equal($"{shard} MULTI GET k EXEC", await exec);
        Assert.Equal("(error) ERR EXEC without MULTI", await session.Run("EXEC"));
    }

    [Fact]
    public async Task EXEC_that_has_waited_too_long_is_over_and_nothing_was_executed()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        Task<string> exec = await ExecDuringCloseAsync(node, node.ShardOf("k"));
        await Eventually.Holds(() =>
        {
            node.Time.Advance(TimeSpan.FromMilliseconds(node.Store.Options.ClusterWaitTimeout));
            node.Keeper.RefuseOverdue();
            return exec.IsCompleted;
        });
        Assert.Equal(NotDelivered, await exec);
        Assert.Equal("(error) ERR EXEC without MULTI", await node.Run("EXEC"));
    }

    [Fact]
    public async Task Who_waits_for_a_key_shard_for_longer_than_cluster_wait_timeout_is_refused()
    {
        await using TestNode node = TestNode.Open();
        Task<string> waiting = node.Start("GET k", out _);
        node.Keeper.RefuseOverdue();
        node.Time.Advance(TimeSpan.FromMilliseconds(node.Store.Options.ClusterWaitTimeout - 1));
        node.Keeper.RefuseOverdue();
        Assert.False(waiting.IsCompleted);
        node.Time.Advance(TimeSpan.FromMilliseconds(1));
        node.Keeper.WaitError = shard => $"CLUSTERDOWN nobody has {shard}";
        node.Keeper.RefuseOverdue();
        Assert.Equal($"(error) CLUSTERDOWN nobody has {node.ShardOf("k")}", await waiting);
        node.OpenAll();
        Assert.Equal("(nil)", await node.Run("GET k"));
    }

    [Fact]
    public async Task A_snapshot_of_a_key_shard_speaks_of_turns_that_are_durable_and_rows_go_on_behind_it()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        await node.Run("SET k 1");
        int shard = node.ShardOf("k");
        ShardImage image = (await node.Keeper.TakeSnapshotAsync(shard))!;
        Assert.Equal((shard, 1L, 1L), (image.Shard, image.Epoch, image.Sequence));
        await node.Run("APPEND k 2");
        string digest = node.Digest();
        await node.Keeper.CloseAsync([shard]);
        Assert.Null(await node.Keeper.TakeSnapshotAsync(shard));
        node.Journal.Epochs[shard] = 2;
        node.Keeper.Open(ShardLoader.Load(node.Store, shard, 2,
            [.. image.Chunks.Select((chunk, part) => new SnapshotChunk(shard, part, part == image.Chunks.Count - 1, image.Sequence, chunk))],
            node.Journal.RowsOf(shard)));
        Assert.Equal(digest, node.Digest());
        Assert.Equal("OK", await node.Run("SET k 3"));
    }

    [Fact]
    public async Task A_turn_over_several_key_shards_is_refused()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        Assert.Equal("(error) " + RoutingErrors.CrossSlot, await node.Run("MSET a 1 b 2 c 3 d 4"));
        Assert.Equal("(error) " + RoutingErrors.CrossSlot, await node.Run("FLUSHALL"));
        Assert.Equal("OK", await node.Run("MSET {a}1 1 {a}2 2"));
        Assert.Equal(2, node.Store.CountKeys());
    }

    [Fact]
    public async Task What_concerns_the_whole_store_leaves_key_shards_out_that_are_away()
    {
        await using TestNode node = TestNode.Open(options => options.MaxMemoryPolicy = MaxMemoryPolicy.AllKeysLru);
        int shard = node.ShardOf("k");
        node.OpenShard(shard);
        await node.Run("SET k v PX 1000");
        Assert.Equal("OK", await node.Run("DEBUG SLEEP 0"));
        Assert.StartsWith("(error) ERR A node of a cluster", await node.Run("DEBUG RELOAD"), StringComparison.Ordinal);
        node.Time.Advance(TimeSpan.FromSeconds(2));
        node.Store.Heartbeat.Sweep();
        Assert.Equal(0, node.Store.CountKeys());
    }

    [Fact]
    public async Task A_save_is_asked_of_the_host()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        int saves = 0;
        node.Store.Saves.TakeByShards = () =>
        {
            saves++;
            return Task.CompletedTask;
        };
        await node.Run("SET k v");
        Assert.Equal("OK", await node.Run("SAVE"));
        Assert.Equal((1, 0L), (saves, node.Store.Saves.ChangesSinceLast));
    }

    [Fact]
    public async Task A_save_that_fails_because_a_key_shard_moves_refuses_no_writes()
    {
        await using TestNode node = TestNode.Open(options => options.Save = [new SavePoint(3600, 1)]).OpenAll();
        node.Store.Saves.TakeByShards = () => throw new JournalFencedException("moved", outcomeUnknown: false);
        Assert.Equal("(error) ERR moved", await node.Run("SAVE"));
        Assert.False(node.Store.Saves.LastSucceeded);
        Assert.Equal("OK", await node.Run("SET k v"));
    }

    // EXEC waits for a key shard behind who closes it, and finds it away then.
    private static async Task<Task<string>> ExecDuringCloseAsync(TestNode node, int shard)
    {
        await node.Run("MULTI");
        await node.Run("SET k v");
        Assert.True(node.Store.Shards[shard].TryEnter());
        Task close = node.Keeper.CloseAsync([shard]);
        Task<string> exec = node.Run("EXEC");
        node.Store.Shards[shard].Exit();
        await close;
        return exec;
    }
}

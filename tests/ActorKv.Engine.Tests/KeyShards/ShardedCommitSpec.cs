using System.Globalization;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Core.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Routing;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.KeyShards;

public sealed class ShardedCommitSpec
{
    private const string NotDelivered = "(error) " + RoutingErrors.NotDelivered;
    private const string OutcomeUnknown = "(error) " + RoutingErrors.OutcomeUnknown;

    [Theory]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    public async Task Every_commit_is_a_row_of_each_key_shard_touched_and_the_rows_replay_to_the_same_state(int mostInFlight, bool always)
    {
        await using TestNode node = TestNode.Open(options => options.AppendFsync = always ? AppendFsync.Always : AppendFsync.EverySecond, journal: Remote(mostInFlight)).OpenAll();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            LocalSession session = node.NewSession();
            Random random = new(client);
            for (int i = 0; i < 300; i++)
            {
                string key = $"k{random.Next(40)}";
                await session.Run(random.Next(5) switch
                {
                    0 => $"SET {key} {i}",
                    1 => $"RPUSH l{key} {i} {client}",
                    2 => $"DEL {key}",
                    3 => $"LPOP l{key}",
                    _ => $"APPEND {key} 7",
                });
            }
        })));
        await node.Store.Commits.FlushAsync();
        // The journal refuses gaps; so that nothing was written twice either, each row follows the one before.
        Assert.All(node.Store.Shards, shard => Assert.Equal(shard.LastSequence, node.Journal.RowsOf(shard.Index)[^1].LastLsn));
        Assert.Equal(node.Digest(), node.ReplayedDigest());
    }

    [Fact]
    public async Task A_commit_that_fails_takes_its_turns_back_and_the_journal_has_no_gap()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        await node.Run("SET k 1");
        string digest = node.Digest();
        node.Journal.Fault = "the database is full";
        Assert.Equal("(error) " + JournalErrors.NotDurable("the database is full"), await node.Run("APPEND k 2"));
        Assert.Equal(digest, node.Digest());
        node.Journal.Fault = null;
        string reply;
        do reply = await node.Run("APPEND k 3");
        while (reply.StartsWith("(error) MISCONF", StringComparison.Ordinal));
        Assert.Equal("13", await node.Run("GET k"));
        Assert.Equal(node.Digest(), node.ReplayedDigest());
    }

    [Fact]
    public async Task A_key_shard_closes_although_a_commit_fails_meanwhile()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        await node.Run("SET k 1");
        node.Journal.Stop();
        Task<string> write = node.Start("APPEND k 2", out _);
        node.Journal.Arrived.Wait();
        Task close = node.Keeper.CloseAsync([node.ShardOf("k")]);
        node.Journal.Fault = "the database is full";
        node.Journal.GoOn();
        await close;
        Assert.StartsWith("(error) MISCONF", await write, StringComparison.Ordinal);
        Assert.Single(node.Journal.RowsOf(node.ShardOf("k")));
    }

    [Fact]
    public async Task What_cannot_be_read_back_is_given_up_and_the_host_is_told()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        await node.Run("SET k 1");
        (node.Journal.Fault, node.Unreadable) = ("the database is gone", "no route");
        Assert.StartsWith("(error) MISCONF", await node.Run("SET k 2"), StringComparison.Ordinal);
        await Eventually.Holds(() => !node.Fenced.IsEmpty);
        Assert.Contains("no route", Assert.Single(node.Fenced).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(true, Enumerable.Range(0, node.Store.Shards.Length).Select(node.Keeper.IsOpen));
        (node.Journal.Fault, node.Unreadable) = (null, null);
        await node.Keeper.AbandonAsync();
        node.OpenAll();
        Assert.Equal("1", await node.Run("GET k"));
    }

    [Theory]
    [InlineData(true, OutcomeUnknown)]
    [InlineData(false, NotDelivered)]
    public async Task A_fenced_commit_says_what_became_of_it_and_what_came_behind_it_was_not_executed(bool outcomeUnknown, string told)
    {
        await using TestNode node = TestNode.Open().OpenAll();
        await node.Run("SET k 1");
        node.Journal.Stop();
        Task<string> sent = node.Start("SET k 2", out _);
        node.Journal.Arrived.Wait();
        Task<string> behind = node.Start("SET j 3", out _);
        Task<string> reader = node.Start("GET k", out _);
        node.Journal.Fence = new JournalFencedException("another owns them", outcomeUnknown);
        node.Journal.GoOn();
        Assert.Equal(told, await sent);
        Assert.Equal(NotDelivered, await behind);
        Assert.Equal(told, await reader);
        await Eventually.Holds(() => !node.Fenced.IsEmpty);
        Assert.Equal("another owns them", Assert.Single(node.Fenced).Message);
        Assert.All(node.Store.Shards, shard => Assert.True(shard.IsAway));
        await node.Keeper.AbandonAsync();
        node.OpenAll();
        Assert.Equal("1", await node.Run("GET k"));
        Assert.Equal("OK", await node.Run("SET k 4"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_node_that_is_fenced_again_and_again_under_load_loses_nothing_that_it_acknowledged_and_does_nothing_twice(int mostInFlight)
    {
        await using TestNode node = TestNode.Open(journal: Remote(mostInFlight)).OpenAll();
        using CancellationTokenSource stop = new();
        long[] acknowledged = new long[16], unknown = new long[16];
        Task[] clients = [.. Enumerable.Range(0, acknowledged.Length).Select(client => Task.Run(async () =>
        {
            LocalSession session = node.NewSession();
            while (!stop.IsCancellationRequested)
            {
                string reply = await session.Run($"INCR counter{client}");
                if (reply == OutcomeUnknown) unknown[client]++;
                else if (reply != NotDelivered)
                {
                    acknowledged[client]++;
                    long count = long.Parse(reply["(integer) ".Length..], CultureInfo.InvariantCulture);
                    Assert.InRange(count, acknowledged[client], acknowledged[client] + unknown[client]);
                }
            }
        }))];
        Random random = new(2);
        for (int round = 0; round < 60 || acknowledged.Min() < 100; round++)
        {
            long before = acknowledged.Sum();
            await Eventually.Holds(() => acknowledged.Sum() > before + 20 || clients.Any(client => client.IsFaulted));
            if (clients.FirstOrDefault(client => client.IsFaulted) is { } failed) await failed;
            if (random.Next(3) > 0)
            {
                int told = node.Fenced.Count;
                bool appends = random.Next(2) == 0;
                node.Journal.AppendsBeforeFence = appends;
                node.Journal.Fence = new JournalFencedException("another owns them", outcomeUnknown: appends || random.Next(2) == 0);
                await Eventually.Holds(() => node.Fenced.Count > told);
            }
            await node.Keeper.AbandonAsync();
            node.OpenAll();
        }
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        for (int client = 0; client < acknowledged.Length; client++)
            Assert.InRange(long.Parse(await node.Run($"GET counter{client}"), CultureInfo.InvariantCulture), acknowledged[client], acknowledged[client] + unknown[client]);
        Assert.Equal(node.Digest(), node.ReplayedDigest());
    }

    [Fact]
    public async Task A_key_shard_that_was_being_loaded_when_the_node_was_fenced_is_not_taken_in()
    {
        await using TestNode node = TestNode.Open();
        node.OpenShard(node.ShardOf("k"));
        int late = (node.ShardOf("k") + 1) % node.Store.Shards.Length;
        node.Journal.Fence = new JournalFencedException("another owns them", outcomeUnknown: false);
        Assert.Equal(NotDelivered, await node.Run("SET k 1"));
        Assert.Throws<JournalFencedException>(() => node.OpenShard(late));
        Assert.False(node.Keeper.IsOpen(late));
        await node.Keeper.AbandonAsync();
        node.OpenShard(late);
        Assert.True(node.Keeper.IsOpen(late));
    }

    [Fact]
    public async Task A_node_that_gives_all_up_acknowledges_what_the_journal_took_and_nothing_else()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        node.Journal.Stop();
        Task<string> sent = node.Start("SET k 1", out _);
        node.Journal.Arrived.Wait();
        Task<string> behind = node.Start("SET k 2", out _);
        Task abandoned = node.Keeper.AbandonAsync();
        await Eventually.Holds(() => node.Store.Shards.All(shard => shard.IsAway));
        node.Journal.GoOn();
        await abandoned;
        Assert.Equal("OK", await sent);
        Assert.Equal(NotDelivered, await behind);
        node.OpenAll();
        Assert.Equal("1", await node.Run("GET k"));
        Assert.Equal("OK", await node.Run("SET k 3"));
    }

    [Fact]
    public async Task A_node_that_gives_all_up_while_the_journal_fails_under_everysec_does_not_wait_for_it()
    {
        await using TestNode node = TestNode.Open(options => options.AppendFsync = AppendFsync.EverySecond).OpenAll();
        node.Journal.Fault = "the database is gone";
        Assert.Equal("OK", await node.Run("SET k 1"));
        Task close = node.Keeper.CloseAsync([node.ShardOf("k")]);
        await node.Keeper.AbandonAsync();
        await Assert.ThrowsAsync<JournalFencedException>(() => close);
        Assert.Equal(1, node.Store.Commits.Lost);
        node.Journal.Fault = null;
        node.OpenAll();
        Assert.Equal("(nil)", await node.Run("GET k"));
    }

    [Fact]
    public async Task Under_everysec_replies_do_not_wait_and_a_key_shard_that_closes_is_durable()
    {
        await using TestNode node = TestNode.Open(options => options.AppendFsync = AppendFsync.EverySecond).OpenAll();
        node.Journal.Stop();
        Assert.Equal("OK", await node.Run("SET k 1"));
        node.Journal.GoOn();
        int shard = node.ShardOf("k");
        await node.Keeper.CloseAsync([shard]);
        Assert.Single(node.Journal.RowsOf(shard));
        Assert.True(node.Journal.Syncs > 0);
    }

    [Fact]
    public async Task A_node_that_gives_all_up_while_the_journal_is_out_of_reach_says_that_nobody_knows()
    {
        await using TestNode node = TestNode.Open().OpenAll();
        await node.Run("SET k 1");
        (node.Journal.Fault, node.Journal.IsUnreachable) = ("the database is gone", true);
        node.Journal.Stop();
        Task<string> sent = node.Start("SET k 2", out _);
        node.Journal.Arrived.Wait();
        Task<string> behind = node.Start("SET j 3", out _);
        node.Journal.GoOn();
        await node.Keeper.AbandonAsync();
        Assert.Equal(OutcomeUnknown, await sent);
        Assert.Equal(NotDelivered, await behind);
        node.Journal.Fault = null;
        node.OpenAll();
        Assert.Equal("1", await node.Run("GET k"));
    }

    [Fact]
    public async Task Under_everysec_what_was_acknowledged_and_is_fenced_is_counted_as_lost_and_told_no_more()
    {
        await using TestNode node = TestNode.Open(options => options.AppendFsync = AppendFsync.EverySecond).OpenAll();
        Assert.Equal("OK", await node.Run("SET k 1"));
        Assert.Equal("OK", await node.Run("SET j 1"));
        node.Journal.Fence = new JournalFencedException("another owns them", outcomeUnknown: false);
        await Assert.ThrowsAsync<JournalFencedException>(() => node.Keeper.CloseAsync([node.ShardOf("k")]));
        await Eventually.Holds(() => !node.Fenced.IsEmpty);
        Assert.Equal(2, node.Store.Commits.Lost);
        Assert.All(node.Store.Shards, shard => Assert.True(shard.IsAway));
        await node.Keeper.AbandonAsync();
        node.OpenAll();
        Assert.Equal("(nil)", await node.Run("GET k"));
    }

    [Fact]
    public async Task A_bug_in_a_key_shard_that_cannot_be_read_back_gives_the_node_s_key_shards_up()
    {
        await using TestNode node = TestNode.Open(commands: table => table.Add<SupervisionSpec.BuggyCommand>()).OpenAll();
        await node.Run("SET k before");
        node.Unreadable = "no route";
        Assert.StartsWith("(error) ERR internal error", await node.Run("BUGGY k"), StringComparison.Ordinal);
        await Eventually.Holds(() => !node.Fenced.IsEmpty);
        Assert.False(node.Keeper.IsOpen(node.ShardOf("k")));
        node.Unreadable = null;
        await node.Keeper.AbandonAsync();
        node.OpenAll();
        Assert.Equal("before", await node.Run("GET k"));
    }

    [Fact]
    public async Task A_bug_while_the_node_is_fenced_shows_nobody_the_half_of_a_turn()
    {
        await using TestNode node = TestNode.Open(commands: table => table.Add<SupervisionSpec.BuggyCommand>()).OpenAll();
        await node.Run("SET k before");
        node.Journal.Stop();
        Task<string> write = node.Start("SET k pending", out _);
        node.Journal.Arrived.Wait();
        Task<string> bug = node.Start("BUGGY k", out _);
        Task<string> reader = node.Start("GET k", out _);
        node.Journal.Fence = new JournalFencedException("another owns them", outcomeUnknown: false);
        node.Journal.GoOn();
        Assert.Equal(NotDelivered, await write);
        Assert.StartsWith("(error)", await bug, StringComparison.Ordinal);
        await Eventually.Holds(() => node.Store.Shards.All(shard => shard.IsAway));
        await node.Keeper.AbandonAsync();
        node.OpenAll();
        Assert.Equal("before", await reader);
    }

    [Fact]
    public async Task A_bug_rebuilds_its_key_shard_from_the_journal()
    {
        await using TestNode node = TestNode.Open(commands: table => table.Add<SupervisionSpec.BuggyCommand>()).OpenAll();
        await node.Run("SET k before");
        Assert.StartsWith("(error) ERR internal error", await node.Run("BUGGY k"), StringComparison.Ordinal);
        Assert.Equal("before", await node.Run("GET k"));
        Assert.Equal(1, node.Store.Supervision.Restarts);
        Assert.Equal("OK", await node.Run("SET k after"));
        Assert.Equal(node.Digest(), node.ReplayedDigest());
    }

    private static MemoryShardedJournal Remote(int mostInFlight) => new() { MostInFlight = mostInFlight, IsRemote = mostInFlight > 1 };
}

using ActorKv.Engine.Commits;
using ActorKv.Journal.Contract;
using ActorKv.Journal.Postgres.KeyShards;
using Npgsql;

namespace ActorKv.Journal.Postgres.Tests.KeyShards;

using static ShardedJournalHarness;

public sealed class ShardedPostgresJournalSpec
{
    [PostgresFact]
    public async Task Rows_of_many_key_shards_go_in_one_commit_and_come_back_by_key_shard()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife life, _) = await db.JoinAsync(0, 1, 2);
        ShardedPostgresJournal journal = db.Journal(life);
        await journal.CommitAsync(new[] { Row(0, 1, "a", turns: 3), Row(2, 1, "b") }, sync: true, default);
        await journal.CommitAsync(new[] { Row(0, 4, "c"), Row(1, 1, "") }, sync: false, default);
        await journal.CommitAsync(ReadOnlyMemory<ShardRow>.Empty, sync: true, default);
        Assert.Equal("1..3:a 4..4:c", db.Log(0));
        Assert.Equal("1..1:", db.Log(1));
        Assert.Equal("1..1:b", db.Log(2));
        Assert.Equal("", db.Log(3));
    }

    [PostgresFact]
    public async Task A_commit_to_a_key_shard_of_another_appends_nothing_and_is_fenced()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife life, _) = await db.JoinAsync(0, 1);
        await db.JoinAsync(2);
        await AssertFencedAsync(db, db.Journal(life), Row(0, 1, "a"), Row(2, 1, "b"));
    }

    [PostgresFact]
    public async Task A_commit_at_another_epoch_appends_nothing_and_is_fenced()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife life, _) = await db.JoinAsync(0, 1);
        await AssertFencedAsync(db, db.Journal(life), Row(0, 1, "a"), Row(1, 1, "b", epoch: 2));
    }

    [PostgresFact]
    public async Task A_commit_after_the_key_shard_has_moved_appends_nothing_and_is_fenced()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife old, _) = await db.JoinAsync(0);
        ShardedPostgresJournal journal = db.Journal(old);
        await journal.CommitAsync(new[] { Row(0, 1, "old") }, sync: true, default);
        (MemberLife next, _) = await db.JoinAsync(0);
        await db.Journal(next).CommitAsync(new[] { Row(0, 2, "new", epoch: 2) }, sync: true, default);
        JournalFencedException fenced = await Assert.ThrowsAsync<JournalFencedException>(() => journal.CommitAsync(new[] { Row(0, 2, "late") }, sync: true, default).AsTask());
        Assert.False(fenced.OutcomeUnknown);
        Assert.Equal("1..1:old 2..2:new", db.Log(0));
    }

    [PostgresFact]
    public async Task A_member_that_is_gone_appends_nothing_syncs_nothing_and_probes_nothing()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife life, _) = await db.JoinAsync(0);
        ShardedPostgresJournal journal = db.Journal(life);
        await journal.ProbeAsync(default);
        await db.RunAsync("DELETE FROM members");
        await AssertFencedAsync(db, journal, Row(0, 1, "a"));
        await Assert.ThrowsAsync<JournalFencedException>(() => journal.CommitAsync(ReadOnlyMemory<ShardRow>.Empty, sync: true, default).AsTask());
        await Assert.ThrowsAsync<JournalFencedException>(() => journal.ProbeAsync(default).AsTask());
        Assert.Equal(0, await db.NumberAsync("SELECT count(*) FROM shard_rows"));
    }

    [PostgresFact]
    public async Task Who_declares_a_member_gone_waits_for_its_commit_in_flight()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife life, _) = await db.JoinAsync(0);
        ShardedPostgresJournal journal = db.Journal(life);
        await journal.ProbeAsync(default);
        Task commit, gone;
        await using (NpgsqlConnection blocker = await db.Source.OpenConnectionAsync())
        {
            // The row that the commit is about to insert is inserted by another, who has not made up its mind.
            await using NpgsqlTransaction transaction = await blocker.BeginTransactionAsync();
            await InsertAsync(blocker, shard: 0, seq: 1);
            commit = journal.CommitAsync(new[] { Row(0, 1, "a") }, sync: true, default).AsTask();
            await db.UntilWaitsForLockAsync(life);
            gone = db.RunAsync("DELETE FROM members");
            await db.UntilAsync("SELECT count(*) FROM pg_stat_activity WHERE query = 'DELETE FROM members' AND wait_event_type = 'Lock'");
            await transaction.RollbackAsync();
        }
        await commit;
        await gone;
        Assert.Equal("1..1:a", db.Log(0));
    }

    [PostgresFact]
    public async Task A_commit_that_waits_for_whoever_declares_its_member_gone_is_fenced()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife life, _) = await db.JoinAsync(0);
        ShardedPostgresJournal journal = db.Journal(life);
        await journal.ProbeAsync(default);
        Task commit;
        await using (NpgsqlConnection coordinator = await db.Source.OpenConnectionAsync())
        {
            await using NpgsqlTransaction transaction = await coordinator.BeginTransactionAsync();
            await using NpgsqlCommand delete = new("DELETE FROM members", coordinator);
            await delete.ExecuteNonQueryAsync();
            commit = journal.CommitAsync(new[] { Row(0, 1, "a") }, sync: true, default).AsTask();
            await db.UntilWaitsForLockAsync(life);
            await transaction.CommitAsync();
        }
        Assert.False((await Assert.ThrowsAsync<JournalFencedException>(() => commit)).OutcomeUnknown);
        Assert.Equal("", db.Log(0));
    }

    [PostgresTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_has_lost_commits_takes_no_more_behind_them(bool onlySyncs)
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife life, _) = await db.JoinAsync(0, 1);
        ShardedPostgresJournal journal = db.Journal(life);
        await journal.CommitAsync(new[] { Row(0, 1, "a") }, sync: true, default);
        await journal.CommitAsync(new[] { Row(0, 2, "lost"), Row(1, 1, "lost") }, sync: false, default);
        // As a crash does, or a standby that takes over.
        await db.RunAsync("DELETE FROM shard_rows WHERE payload = 'lost'");
        await db.TerminateAsync(life);
        ShardRow[] rows = onlySyncs ? [] : [Row(0, 3, "b")];
        Assert.False((await Assert.ThrowsAsync<JournalFencedException>(() => journal.CommitAsync(rows, sync: true, default).AsTask())).OutcomeUnknown);
        Assert.Equal("1..1:a", db.Log(0));
    }

    [PostgresFact]
    public async Task Rows_that_went_behind_a_snapshot_are_not_lost()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife life, _) = await db.JoinAsync(0, 1);
        ShardedPostgresJournal journal = db.Journal(life);
        await journal.CommitAsync(new[] { Row(0, 1, "a") }, sync: true, default);
        await ShardSnapshots.WriteAsync(life, 0, epoch: 1, seq: 1, time: 0, [new byte[1]], default);
        await db.RunAsync("DELETE FROM shard_rows");
        await db.TerminateAsync(life);
        await journal.CommitAsync(new[] { Row(1, 1, "b") }, sync: true, default);
        Assert.Equal("1..1:b", db.Log(1));
    }

    [PostgresFact]
    public async Task A_connection_killed_between_commits_is_replaced()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife life, _) = await db.JoinAsync(0);
        ShardedPostgresJournal journal = db.Journal(life);
        await journal.CommitAsync(new[] { Row(0, 1, "a") }, sync: true, default);
        await db.TerminateAsync(life);
        await journal.CommitAsync(new[] { Row(0, 2, "b") }, sync: true, default);
        Assert.Equal("1..1:a 2..2:b", db.Log(0));
        Assert.True(await db.NumberAsync("SELECT generation FROM members") > 0);
    }

    [PostgresFact]
    public async Task A_connection_killed_in_a_commit_leaves_its_rows_there_once()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife life, _) = await db.JoinAsync(0, 1);
        ShardedPostgresJournal journal = db.Journal(life);
        await journal.CommitAsync(new[] { Row(0, 1, "a") }, sync: true, default);
        Task commit;
        await using (NpgsqlConnection blocker = await db.Source.OpenConnectionAsync())
        {
            await using NpgsqlTransaction transaction = await blocker.BeginTransactionAsync();
            await InsertAsync(blocker, shard: 1, seq: 1);
            commit = journal.CommitAsync(new[] { Row(0, 2, "b"), Row(1, 1, "c") }, sync: true, default).AsTask();
            await db.UntilWaitsForLockAsync(life);
            await db.TerminateAsync(life);
            await transaction.RollbackAsync();
        }
        await commit;
        Assert.Equal("1..1:a 2..2:b", db.Log(0));
        Assert.Equal("1..1:c", db.Log(1));
    }

    [PostgresFact]
    public async Task A_commit_that_was_taken_before_its_connection_died_is_found()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        await using AnswerLosingProxy proxy = new(TestPostgres.Shared.Port);
        (MemberLife direct, _) = await db.JoinAsync(0);
        await using NpgsqlDataSource source = ClusterSource.Create($"{db.ConnectionString};Port={proxy.Port}", "actorkv", "proxied");
        ShardedPostgresJournal journal = db.Journal(direct with { Source = source });
        await journal.CommitAsync(new[] { Row(0, 1, "a") }, sync: true, default);
        proxy.LoseNextAnswer();
        await journal.CommitAsync(new[] { Row(0, 2, "b") }, sync: true, default);
        Assert.Equal("1..1:a 2..2:b", db.Log(0));
        Assert.True(await db.NumberAsync("SELECT generation FROM members") > 0);
    }

    [PostgresFact]
    public async Task A_life_that_ends_in_a_commit_says_that_nobody_knows_its_outcome()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife life, CancellationTokenSource lost) = await db.JoinAsync(0);
        ShardedPostgresJournal journal = db.Journal(life);
        await journal.ProbeAsync(default);
        await using NpgsqlConnection blocker = await db.Source.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await blocker.BeginTransactionAsync();
        await InsertAsync(blocker, shard: 0, seq: 1);
        Task commit = journal.CommitAsync(new[] { Row(0, 1, "a") }, sync: true, default).AsTask();
        await db.UntilWaitsForLockAsync(life);
        await lost.CancelAsync();
        Assert.True((await Assert.ThrowsAsync<JournalFencedException>(() => commit)).OutcomeUnknown);
        Assert.False((await Assert.ThrowsAsync<JournalFencedException>(() => journal.CommitAsync(new[] { Row(0, 1, "a") }, sync: true, default).AsTask())).OutcomeUnknown);
    }

    [PostgresFact]
    public async Task What_the_database_refuses_can_be_tried_again()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife life, _) = await db.JoinAsync(0);
        ShardedPostgresJournal journal = db.Journal(life);
        await db.RunAsync("ALTER TABLE shard_rows ADD CONSTRAINT room CHECK (seq > 100) NOT VALID");
        await Assert.ThrowsAsync<JournalException>(() => journal.CommitAsync(new[] { Row(0, 1, "a") }, sync: true, default).AsTask());
        await Assert.ThrowsAsync<JournalException>(() => journal.ProbeAsync(default).AsTask());
        await db.RunAsync("ALTER TABLE shard_rows DROP CONSTRAINT room");
        await journal.ProbeAsync(default);
        await journal.CommitAsync(new[] { Row(0, 1, "a") }, sync: true, default);
        Assert.Equal("1..1:a", db.Log(0));
        Assert.Equal(1, await db.NumberAsync("SELECT count(*) FROM shard_rows"));
    }

    [PostgresFact]
    public async Task A_row_that_another_wrote_in_this_ones_place_fences()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        (MemberLife life, _) = await db.JoinAsync(0);
        await db.RunAsync("INSERT INTO shard_rows VALUES (0, 1, 1, 0, 0, 0, '')");
        await Assert.ThrowsAsync<JournalFencedException>(() => db.Journal(life).CommitAsync(new[] { Row(0, 1, "a") }, sync: true, default).AsTask());
    }

    [PostgresFact]
    public async Task The_number_of_key_shards_is_fixed_when_the_tables_are_made()
    {
        await using ShardedJournalHarness db = await CreateAsync();
        ClusterSettings again = await ClusterSchema.EnsureAsync(db.Source, "actorkv", KeyShards, default);
        Assert.Equal(32, again.LinkSecret.Length);
        JournalException refusal = await Assert.ThrowsAsync<JournalException>(() => ClusterSchema.EnsureAsync(db.Source, "actorkv", 16, default));
        Assert.Contains("8 key shards", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task AssertFencedAsync(ShardedJournalHarness db, ShardedPostgresJournal journal, params ShardRow[] rows)
    {
        JournalFencedException fenced = await Assert.ThrowsAsync<JournalFencedException>(() => journal.CommitAsync(rows, sync: true, default).AsTask());
        Assert.False(fenced.OutcomeUnknown);
        Assert.Equal(0, await db.NumberAsync("SELECT count(*) FROM shard_rows"));
    }

    private static async Task InsertAsync(NpgsqlConnection connection, int shard, long seq)
    {
        await using NpgsqlCommand insert = new($"INSERT INTO shard_rows VALUES ({shard}, {seq}, 1, 0, 0, 0, '')", connection);
        await insert.ExecuteNonQueryAsync();
    }
}

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Engine.Commits;
using ActorKv.Journal.Contract;
using ActorKv.Journal.Postgres.KeyShards;
using Npgsql;

namespace ActorKv.Journal.Postgres.Tests.KeyShards;

using static ShardedJournalHarness;

public sealed class ShardedPostgresJournalSpec : IAsyncLifetime
{
    private readonly ShardedJournalHarness _db = new();

    public Task InitializeAsync() => _db.InitializeAsync();

    public Task DisposeAsync() => _db.DisposeAsync();

    [PostgresFact]
    public async Task Rows_of_many_key_shards_go_in_one_commit_and_come_back_by_key_shard()
    {
        TestMember member = await _db.JoinAsync(0, 1, 2);
        await member.CommitAsync(Row(0, 1, "a", turns: 3), Row(2, 1, "b"));
        await member.CommitWithoutSyncAsync(Row(0, 4, "c"), Row(1, 1, ""));
        await member.CommitAsync();
        Assert.Equal("1..3:a 4..4:c", _db.Log(0));
        Assert.Equal("1..1:", _db.Log(1));
        Assert.Equal("1..1:b", _db.Log(2));
        Assert.Equal("", _db.Log(3));
    }

    [PostgresFact]
    public async Task A_commit_to_a_key_shard_of_another_appends_nothing_and_is_fenced()
    {
        TestMember member = await _db.JoinAsync(0, 1);
        await _db.JoinAsync(2);
        await AssertFencedAsync(member, Row(0, 1, "a"), Row(2, 1, "b"));
    }

    [PostgresFact]
    public async Task A_commit_at_another_epoch_appends_nothing_and_is_fenced()
    {
        TestMember member = await _db.JoinAsync(0, 1);
        await AssertFencedAsync(member, Row(0, 1, "a"), Row(1, 1, "b", epoch: 2));
    }

    [PostgresFact]
    public async Task A_commit_after_the_key_shard_has_moved_appends_nothing_and_is_fenced()
    {
        TestMember old = await _db.JoinAsync(0);
        await old.CommitAsync(Row(0, 1, "old"));
        TestMember next = await _db.JoinAsync(0);
        await next.CommitAsync(Row(0, 2, "new", epoch: 2));
        JournalFencedException fenced = await Assert.ThrowsAsync<JournalFencedException>(() => old.CommitAsync(Row(0, 2, "late")));
        Assert.False(fenced.OutcomeUnknown);
        Assert.Equal("1..1:old 2..2:new", _db.Log(0));
    }

    [PostgresFact]
    public async Task A_member_that_is_gone_appends_nothing_syncs_nothing_and_probes_nothing()
    {
        TestMember member = await _db.JoinAsync(0);
        await member.ProbeAsync();
        await _db.RunAsync("DELETE FROM members");
        await AssertFencedAsync(member, Row(0, 1, "a"));
        await Assert.ThrowsAsync<JournalFencedException>(() => member.CommitAsync());
        await Assert.ThrowsAsync<JournalFencedException>(member.ProbeAsync);
        Assert.Equal(0, await _db.NumberAsync("SELECT count(*) FROM shard_rows"));
    }

    [PostgresFact]
    public async Task Who_declares_a_member_gone_waits_for_its_commit_in_flight()
    {
        TestMember member = await _db.JoinAsync(0);
        await member.ProbeAsync();
        Task commit, gone;
        await using (Blocker blocker = await BlockAsync(shard: 0, seq: 1))
        {
            commit = member.CommitAsync(Row(0, 1, "a"));
            await _db.UntilWaitsForLockAsync(member);
            gone = _db.RunAsync("DELETE FROM members");
            await _db.UntilAsync("SELECT count(*) FROM pg_stat_activity WHERE query = 'DELETE FROM members' AND wait_event_type = 'Lock'");
        }
        await commit;
        await gone;
        Assert.Equal("1..1:a", _db.Log(0));
    }

    [PostgresFact]
    public async Task A_commit_that_waits_for_whoever_declares_its_member_gone_is_fenced()
    {
        TestMember member = await _db.JoinAsync(0);
        await member.ProbeAsync();
        Task commit;
        await using (NpgsqlConnection coordinator = await _db.Source.OpenConnectionAsync())
        {
            await using NpgsqlTransaction transaction = await coordinator.BeginTransactionAsync();
            await using NpgsqlCommand delete = new("DELETE FROM members", coordinator);
            await delete.ExecuteNonQueryAsync();
            commit = member.CommitAsync(Row(0, 1, "a"));
            await _db.UntilWaitsForLockAsync(member);
            await transaction.CommitAsync();
        }
        Assert.False((await Assert.ThrowsAsync<JournalFencedException>(() => commit)).OutcomeUnknown);
        Assert.Equal("", _db.Log(0));
    }

    [PostgresTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_has_lost_commits_takes_no_more_behind_them(bool onlySyncs)
    {
        TestMember member = await _db.JoinAsync(0, 1);
        await member.CommitAsync(Row(0, 1, "a"));
        await member.CommitWithoutSyncAsync(Row(0, 2, "lost"), Row(1, 1, "lost"));
        // As a crash does, or a standby that takes over.
        await _db.RunAsync("DELETE FROM shard_rows WHERE payload = 'lost'");
        await _db.TerminateAsync(member);
        ShardRow[] rows = onlySyncs ? [] : [Row(0, 3, "b")];
        Assert.False((await Assert.ThrowsAsync<JournalFencedException>(() => member.CommitAsync(rows))).OutcomeUnknown);
        Assert.Equal("1..1:a", _db.Log(0));
    }

    [PostgresFact]
    public async Task Rows_that_went_behind_a_snapshot_are_not_lost()
    {
        TestMember member = await _db.JoinAsync(0, 1);
        await member.CommitAsync(Row(0, 1, "a"));
        await ShardSnapshots.WriteAsync(member.Life, 0, epoch: 1, seq: 1, time: 0, [new byte[1]], default);
        await _db.RunAsync("DELETE FROM shard_rows");
        await _db.TerminateAsync(member);
        await member.CommitAsync(Row(1, 1, "b"));
        Assert.Equal("1..1:b", _db.Log(1));
    }

    [PostgresFact]
    public async Task A_connection_killed_between_commits_is_replaced()
    {
        TestMember member = await _db.JoinAsync(0);
        await member.CommitAsync(Row(0, 1, "a"));
        await _db.TerminateAsync(member);
        await member.CommitAsync(Row(0, 2, "b"));
        Assert.Equal("1..1:a 2..2:b", _db.Log(0));
        Assert.True(await _db.NumberAsync("SELECT generation FROM members") > 0);
    }

    [PostgresFact]
    public async Task A_connection_killed_in_a_commit_leaves_its_rows_there_once()
    {
        TestMember member = await _db.JoinAsync(0, 1);
        await member.CommitAsync(Row(0, 1, "a"));
        Task commit;
        await using (Blocker blocker = await BlockAsync(shard: 1, seq: 1))
        {
            commit = member.CommitAsync(Row(0, 2, "b"), Row(1, 1, "c"));
            await _db.UntilWaitsForLockAsync(member);
            await _db.TerminateAsync(member);
        }
        await commit;
        Assert.Equal("1..1:a 2..2:b", _db.Log(0));
        Assert.Equal("1..1:c", _db.Log(1));
    }

    [PostgresFact]
    public async Task Commits_to_other_key_shards_do_not_wait_for_one_that_takes_long()
    {
        TestMember member = await _db.JoinAsync(0, 1, 2);
        Task slow;
        await using (Blocker blocker = await BlockAsync(shard: 0, seq: 1))
        {
            slow = member.CommitAsync(Row(0, 1, "a"));
            await _db.UntilWaitsForLockAsync(member);
            await Task.WhenAll(member.CommitAsync(Row(1, 1, "b")), member.CommitAsync(Row(2, 1, "c")));
            Assert.Equal("1..1:b", _db.Log(1));
        }
        await slow;
        Assert.Equal("1..1:a", _db.Log(0));
    }

    [PostgresFact]
    public async Task Who_loses_a_commit_lets_those_beside_it_end_before_looking_for_it()
    {
        TestMember member = await _db.JoinAsync(0, 1);
        Task lost, beside;
        await using (Blocker second = await BlockAsync(shard: 1, seq: 1))
        {
            await using (Blocker first = await BlockAsync(shard: 0, seq: 1))
            {
                lost = member.CommitAsync(Row(0, 1, "a"));
                await _db.UntilWaitsForLockAsync(member);
                beside = member.CommitAsync(Row(1, 1, "b"));
                await _db.UntilWaitsForLockAsync(member, sessions: 2);
                await _db.TerminateFirstAsync(member);
                await _db.UntilWaitsForLockAsync(member);
            }
            Assert.False(lost.IsCompleted);
        }
        await beside;
        await lost;
        Assert.Equal("1..1:a", _db.Log(0));
        Assert.Equal("1..1:b", _db.Log(1));
    }

    [PostgresFact]
    public async Task Commits_that_are_lost_together_leave_their_rows_there_once()
    {
        TestMember member = await _db.JoinAsync(0, 1);
        Task[] commits;
        await using (Blocker first = await BlockAsync(shard: 0, seq: 1))
        await using (Blocker second = await BlockAsync(shard: 1, seq: 1))
        {
            commits = [member.CommitAsync(Row(0, 1, "a")), member.CommitAsync(Row(1, 1, "b"))];
            await _db.UntilWaitsForLockAsync(member, sessions: 2);
            await _db.TerminateAsync(member);
        }
        await Task.WhenAll(commits);
        Assert.Equal("1..1:a", _db.Log(0));
        Assert.Equal("1..1:b", _db.Log(1));
        await member.CommitAsync(Row(0, 2, "c"), Row(1, 2, "d"));
        Assert.Equal("1..1:a 2..2:c", _db.Log(0));
    }

    [PostgresTheory]
    [InlineData("a")]
    [InlineData("b")]
    public async Task Of_commits_side_by_side_none_may_be_lost(string payload)
    {
        TestMember member = await _db.JoinAsync(0, 1, 2);
        Task slow;
        await using (Blocker blocker = await BlockAsync(shard: 0, seq: 1))
        {
            slow = member.CommitAsync(Row(0, 1, "a"));
            await _db.UntilWaitsForLockAsync(member);
            await member.CommitAsync(Row(1, 1, "b"));
        }
        await slow;
        await _db.RunAsync($"DELETE FROM shard_rows WHERE payload = '{payload}'");
        await _db.TerminateAsync(member);
        await Assert.ThrowsAsync<JournalFencedException>(() => member.CommitAsync(Row(2, 1, "c")));
    }

    [PostgresFact]
    public async Task A_commit_that_was_taken_before_its_connection_died_is_found()
    {
        using TcpProxy proxy = new(TestPostgres.Shared.Port);
        TestMember member = _db.Through(proxy.Port, await _db.JoinAsync(0));
        await member.CommitAsync(Row(0, 1, "a"));
        proxy.HoldAnswers();
        Task commit = member.CommitAsync(Row(0, 2, "b"));
        await _db.UntilAsync("SELECT count(*) FROM shard_rows WHERE seq = 2");
        proxy.Cut();
        proxy.Restore();
        await commit;
        Assert.Equal("1..1:a 2..2:b", _db.Log(0));
        Assert.True(await _db.NumberAsync("SELECT generation FROM members") > 0);
    }

    [PostgresFact]
    public async Task A_life_that_ends_in_a_commit_says_that_nobody_knows_its_outcome()
    {
        TestMember member = await _db.JoinAsync(0);
        await member.ProbeAsync();
        await using Blocker blocker = await BlockAsync(shard: 0, seq: 1);
        Task commit = member.CommitAsync(Row(0, 1, "a"));
        await _db.UntilWaitsForLockAsync(member);
        await member.Lost.CancelAsync();
        Assert.True((await Assert.ThrowsAsync<JournalFencedException>(() => commit)).OutcomeUnknown);
        Assert.False((await Assert.ThrowsAsync<JournalFencedException>(() => member.CommitAsync(Row(0, 1, "a")))).OutcomeUnknown);
    }

    [PostgresFact]
    public async Task What_the_database_refuses_can_be_tried_again()
    {
        TestMember member = await _db.JoinAsync(0);
        await _db.RunAsync("ALTER TABLE shard_rows ADD CONSTRAINT room CHECK (seq > 100) NOT VALID");
        await Assert.ThrowsAsync<JournalException>(() => member.CommitAsync(Row(0, 1, "a")));
        await Assert.ThrowsAsync<JournalException>(member.ProbeAsync);
        await _db.RunAsync("ALTER TABLE shard_rows DROP CONSTRAINT room");
        await member.ProbeAsync();
        await member.CommitAsync(Row(0, 1, "a"));
        Assert.Equal("1..1:a", _db.Log(0));
        Assert.Equal(1, await _db.NumberAsync("SELECT count(*) FROM shard_rows"));
    }

    [PostgresFact]
    public async Task A_row_that_another_wrote_in_this_ones_place_fences()
    {
        TestMember member = await _db.JoinAsync(0);
        await _db.RunAsync("INSERT INTO shard_rows VALUES (0, 1, 1, 0, 0, 0, '')");
        await Assert.ThrowsAsync<JournalFencedException>(() => member.CommitAsync(Row(0, 1, "a")));
    }

    private async Task AssertFencedAsync(TestMember member, params ShardRow[] rows)
    {
        JournalFencedException fenced = await Assert.ThrowsAsync<JournalFencedException>(() => member.CommitAsync(rows));
        Assert.False(fenced.OutcomeUnknown);
        Assert.Equal(0, await _db.NumberAsync("SELECT count(*) FROM shard_rows"));
    }

    // The row that a commit is about to insert is inserted by another, who has not made up its mind until it is disposed.
    private async Task<Blocker> BlockAsync(int shard, long seq)
    {
        NpgsqlConnection connection = await _db.Source.OpenConnectionAsync();
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await using NpgsqlCommand insert = new($"INSERT INTO shard_rows VALUES ({shard}, {seq}, 1, 0, 0, 0, '')", connection);
        await insert.ExecuteNonQueryAsync();
        return new Blocker(connection, transaction);
    }

    private sealed class Blocker(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.RollbackAsync();
            await connection.DisposeAsync();
        }
    }
}

using System.Text;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;
using ActorKv.Journal.Contract;
using ActorKv.Journal.Postgres.KeyShards;

namespace ActorKv.Journal.Postgres.Tests.KeyShards;

using static ShardedJournalHarness;

public sealed class ShardSnapshotsSpec : IAsyncLifetime
{
    private readonly ShardedJournalHarness _db = new();

    public Task InitializeAsync() => _db.InitializeAsync();

    public Task DisposeAsync() => _db.DisposeAsync();

    [PostgresFact]
    public async Task A_key_shard_is_read_as_its_newest_snapshot_and_the_rows_behind_it()
    {
        MemberLife life = await WithRowsAsync(5);
        await WriteAsync(life, 2, "one", "two");
        Assert.Equal(("2/0:one 2/1:two.", "3..3:3 4..4:4 5..5:5"), _db.Read(0));
        await WriteAsync(life, 4, "four");
        Assert.Equal(("4/0:four.", "5..5:5"), _db.Read(0));
    }

    [PostgresFact]
    public async Task The_snapshot_before_is_kept_with_the_rows_behind_it_and_older_ones_go()
    {
        MemberLife life = await WithRowsAsync(5);
        await WriteAsync(life, 1, "one");
        Assert.Equal(5, await _db.NumberAsync("SELECT count(*) FROM shard_rows"));
        await WriteAsync(life, 3, "three");
        await WriteAsync(life, 5, "five");
        Assert.Equal(("3/0:three.", "4..4:4 5..5:5"), _db.Read(0, before: 5));
        Assert.Equal(2, await _db.NumberAsync("SELECT count(*) FROM shard_rows"));
        Assert.Equal(2, await _db.NumberAsync("SELECT count(*) FROM shard_snapshots"));
        Assert.Equal(2, await _db.NumberAsync("SELECT count(*) FROM shard_snapshot_chunks"));
    }

    [PostgresFact]
    public async Task Many_rows_are_deleted_a_bounded_number_at_a_time_until_none_is_left()
    {
        MemberLife life = await WithRowsAsync(1);
        await _db.RunAsync("INSERT INTO shard_rows SELECT 0, n, 1, 0, 0, 1, '' FROM generate_series(2, 5000) n");
        await WriteAsync(life, 5000, "a");
        await _db.RunAsync("INSERT INTO shard_rows VALUES (0, 5001, 1, 0, 0, 1, '')");
        await WriteAsync(life, 5001, "b");
        Assert.Equal(1, await _db.NumberAsync("SELECT count(*) FROM shard_rows"));
    }

    [PostgresFact]
    public async Task A_snapshot_of_a_turn_that_has_one_is_left_as_it_is()
    {
        MemberLife life = await WithRowsAsync(2);
        await WriteAsync(life, 2, "first");
        await WriteAsync(life, 2, "second");
        Assert.Equal(("2/0:first.", ""), _db.Read(0));
    }

    [PostgresFact]
    public async Task Who_does_not_own_the_key_shard_at_that_epoch_leaves_nothing_behind()
    {
        MemberLife life = await WithRowsAsync(2);
        await Assert.ThrowsAsync<JournalFencedException>(() => ShardSnapshots.WriteAsync(life, 0, epoch: 2, 2, 0, [new byte[1]], default));
        await Assert.ThrowsAsync<JournalFencedException>(() => ShardSnapshots.WriteAsync(life, 1, epoch: 1, 2, 0, [new byte[1]], default));
        await _db.RunAsync("DELETE FROM members");
        await Assert.ThrowsAsync<JournalFencedException>(() => WriteAsync(life, 2, "a"));
        Assert.Equal(0, await _db.NumberAsync("SELECT count(*) FROM shard_snapshot_chunks"));
        Assert.Equal(0, await _db.NumberAsync("SELECT count(*) FROM shard_snapshots"));
    }

    [PostgresTheory]
    [InlineData("UPDATE shard_snapshot_chunks SET payload = 'x' WHERE part = 1", "its checksum is wrong")]
    [InlineData("DELETE FROM shard_snapshot_chunks WHERE part = 1", "is missing")]
    [InlineData("DELETE FROM shard_snapshot_chunks WHERE part = 2", "is missing")]
    [InlineData("DELETE FROM shard_snapshot_chunks", "is missing")]
    public async Task A_damaged_snapshot_is_told_and_the_key_shard_reads_without_it(string damage, string told)
    {
        MemberLife life = await WithRowsAsync(3);
        await WriteAsync(life, 2, "one", "two", "three");
        await _db.RunAsync(damage);
        Assert.Contains(told, Assert.Throws<JournalException>(() => _db.Read(0)).Message, StringComparison.Ordinal);
        Assert.Equal(("", "1..1:1 2..2:2 3..3:3"), _db.Read(0, before: 2));
    }

    [PostgresFact]
    public async Task Many_key_shards_are_read_one_behind_the_other_whatever_is_left_unread()
    {
        MemberLife life = await WithRowsAsync(3);
        await WriteAsync(life, 2, "one", "two");
        LogGrowth growth = new(KeyShards);
        List<string> read = [];
        new ShardReader(growth).Read(_db.Source, [0, 3, 0, 0], long.MaxValue, (shard, chunks, rows) =>
        {
            read.Add(read.Count switch
            {
                0 => $"{chunks.Count()} and {rows.Count()}",
                1 => $"{shard}: {chunks.Count()} and {rows.Count()}",
                2 => $"{chunks.First().Part}",
                _ => $"{chunks.Count()} and {rows.Count()}",
            });
        }, default);
        Assert.Equal(["2 and 1", "3: 0 and 0", "0", "2 and 1"], read);
        Assert.True(growth.RowsOf(0) > 0);
        Assert.Equal(0, growth.RowsOf(3));
    }

    [PostgresFact]
    public async Task A_snapshot_that_becomes_complete_while_its_key_shard_is_read_takes_no_rows_away()
    {
        MemberLife life = await WithRowsAsync(3);
        // More than sockets hold: the answer with the rows is not under way before this one is read.
        await ShardSnapshots.WriteAsync(life, 0, epoch: 1, seq: 1, time: 0, [new byte[64 * 1024 * 1024]], default);
        List<long> read = [];
        new ShardReader(new LogGrowth(KeyShards)).Read(_db.Source, [0], long.MaxValue, (_, chunks, rows) =>
        {
            WriteAsync(life, 3, "three").GetAwaiter().GetResult();
            foreach (SnapshotChunk chunk in chunks) read.Add(chunk.ShardLsn);
            foreach (JournalRow row in rows) read.Add(row.LastLsn);
        }, default);
        Assert.Equal([1, 2, 3], read);
    }

    private async Task<MemberLife> WithRowsAsync(int rows)
    {
        TestMember member = await _db.JoinAsync(0);
        for (int seq = 1; seq <= rows; seq++) await member.CommitAsync(Row(0, seq, $"{seq}"));
        return member.Life;
    }

    private static Task WriteAsync(MemberLife life, long seq, params string[] chunks) =>
        ShardSnapshots.WriteAsync(life, 0, epoch: 1, seq, time: 0, [.. chunks.Select(chunk => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(chunk))], default);
}

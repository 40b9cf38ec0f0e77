using ActorKv.Engine.Commits;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Recovery;

public sealed class StoreRecoverySpec
{
    [Fact]
    public async Task A_store_comes_back_from_its_journal()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await Fill(kv, 300);
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
    }

    [Fact]
    public async Task A_store_comes_back_from_a_save_and_the_rows_behind_it()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await Fill(kv, 200);
        await SaveAsync(kv);
        await Fill(kv, 100, "later");
        await kv.Run("DEL k1 k2 k3");
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
        Assert.True(after.Store.Progress.Keys > 0);
    }

    [Fact]
    public async Task A_save_taken_under_writes_loses_and_doubles_nothing()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        using CancellationTokenSource stop = new();
        Task writing = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            using LocalSession session = new(kv.Store);
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                await session.Run($"INCR counter{i % 50}");
                await session.Run($"RPUSH list{i % 20} {writer}.{i}");
            }
        })));
        for (int i = 0; i < 5; i++) await SaveAsync(kv);
        await stop.CancelAsync();
        await writing;
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
    }

    [Fact]
    public async Task Without_a_journal_a_save_is_one_moment_although_shards_are_taken_one_by_one()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendOnly = false);
        string[] keys = [.. Enumerable.Range(0, 8).Select(i => $"k{i}")];
        using CancellationTokenSource stop = new();
        Task writing = Task.Run(async () =>
        {
            using LocalSession session = new(kv.Store);
            for (int i = 0; !stop.IsCancellationRequested; i++) await session.Run("MSET " + string.Join(' ', keys.Select(key => $"{key} {i}")));
        });
        for (int i = 0; i < 10; i++)
        {
            await SaveAsync(kv);
            await using TestStore after = await TestStore.OpenAsync(options => options.AppendOnly = false, snapshots: kv.Snapshots, time: kv.Time);
            string values = await after.Run("MGET " + string.Join(' ', keys));
            Assert.Single(values[1..^1].Split(", ").Distinct());
        }
        await stop.CancelAsync();
        await writing;
        Assert.Empty(kv.Journal.Rows);
    }

    [Fact]
    public async Task A_journal_that_is_switched_on_builds_on_a_save()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendOnly = false);
        await Fill(kv, 100);
        await kv.Store.Saves.BeginJournallingAsync();
        await Fill(kv, 50, "journalled");
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
    }

    [Fact]
    public async Task Rows_that_no_kept_save_needs_are_deleted()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await Fill(kv, 50);
        await SaveAsync(kv);
        await Fill(kv, 50, "b");
        long between = kv.Journal.LastLsn;
        await SaveAsync(kv);
        await Fill(kv, 50, "c");
        await SaveAsync(kv);
        // Two saves are kept; the older of them needs the rows behind it and no others.
        Assert.All(kv.Journal.Rows, row => Assert.True(row.LastLsn > between));
        Assert.Equal(2, kv.Snapshots.Saves.Count);
    }

    [Fact]
    public async Task A_damaged_save_falls_back_to_the_one_before()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await Fill(kv, 60);
        await SaveAsync(kv);
        await Fill(kv, 60, "b");
        await SaveAsync(kv);
        await Fill(kv, 60, "c");
        kv.Snapshots.DamageNewest();
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
    }

    [Fact]
    public async Task A_save_that_fails_leaves_the_ones_before_and_the_journal_alone()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await Fill(kv, 50);
        kv.Snapshots.Fault = "no room";
        Assert.True(kv.Store.Saves.TryBegin(rewrite: false, out Task save));
        await Assert.ThrowsAsync<JournalException>(() => save);
        Assert.False(kv.Store.Saves.LastSucceeded);
        kv.Snapshots.Fault = null;
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
    }

    [Fact]
    public async Task Recovery_stops_at_a_corrupt_row_and_names_it()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        for (int i = 0; i < 10; i++) await kv.Run($"SET k{i} v");
        JournalRow row = kv.Journal.Rows[4];
        byte[] damaged = row.Payload.ToArray();
        damaged[^1] ^= 1;
        kv.Journal.Rows[4] = row with { Payload = damaged };
        JournalException stop = await Assert.ThrowsAsync<JournalException>(() => kv.CrashAsync());
        Assert.Contains($"{row.FirstLsn}..{row.LastLsn}", stop.Message, StringComparison.Ordinal);
        Assert.Contains("checksum", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recovery_stops_where_rows_are_missing()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        for (int i = 0; i < 10; i++) await kv.Run($"SET k{i} v");
        long missing = kv.Journal.Rows[4].FirstLsn;
        kv.Journal.Rows.RemoveAt(4);
        JournalException stop = await Assert.ThrowsAsync<JournalException>(() => kv.CrashAsync());
        Assert.Contains($"where {missing} is expected", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recovery_stops_at_an_effect_it_does_not_know()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k v");
        byte[] payload = [12, 0, 0, 2, 6, .. "FUTURE"u8, 1, (byte)'k'];
        kv.Journal.Rows.Add(JournalRow.Create(kv.Journal.LastLsn + 1, 1, 0, payload));
        JournalException stop = await Assert.ThrowsAsync<JournalException>(() => kv.CrashAsync());
        Assert.Contains("FUTURE", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_expired_stays_away_and_what_has_time_left_comes_back_with_it()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET short v PX 100");
        await kv.Run("SET long v PX 100000");
        kv.Time.Advance(TimeSpan.FromSeconds(1));
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal("(nil)", await after.Run("GET short"));
        Assert.Equal("(integer) 99000", await after.Run("PTTL long"));
    }

    private static async Task Fill(TestStore kv, int keys, string value = "v")
    {
        for (int i = 0; i < keys; i++)
        {
            await kv.Run($"SET k{i} {value}{i}");
            await kv.Run($"RPUSH l{i % 7} {value}{i}");
        }
        await kv.Run("SET t v PX 500000");
        await kv.Run("COPY k5 k6 REPLACE");
    }

    private static async Task SaveAsync(TestStore kv)
    {
        Assert.True(kv.Store.Saves.TryBegin(rewrite: false, out Task save));
        await save;
    }
}

// What readers of changes may count on: they are told what no crash undoes, in order, without gaps, by positions that stay good.

using ActorKv.Engine.Configuration;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Feeds;

public sealed class CommitFeedSpec
{
    [Fact]
    public async Task What_is_not_in_the_journal_is_not_told()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        kv.Journal.Stop();
        Task<string> set = kv.NewSession().Run("SET k v");
        Assert.Empty((await kv.Changes(0)).Changes);
        Task<FeedReply> wait = kv.Changes(0, "BLOCK 0");
        Assert.False(wait.IsCompleted);
        kv.Journal.GoOn();
        Assert.Equal(["SET k v"], (await wait).Texts);
        Assert.Equal("OK", await set);
    }

    [Fact]
    public async Task Under_everysec_what_is_not_synced_is_not_told()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendFsync = AppendFsync.EverySecond);
        Task<FeedReply> wait = kv.Changes(0, "BLOCK 0 COUNT 100");
        // More than the writer leaves pending, so it is committed at once; the sync comes within the second.
        await kv.Run($"SET k {new string('v', 3_000_000)}");
        FeedReply told = await wait;
        Assert.True(kv.Journal.IsSynced);
        Assert.Single(told.Changes);
    }

    [Fact]
    public async Task Under_no_what_is_in_the_file_is_told()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendFsync = AppendFsync.No);
        Task<FeedReply> wait = kv.Changes(0, "BLOCK 0");
        await kv.Run($"SET k {new string('v', 3_000_000)}");
        Assert.Single((await wait).Changes);
        Assert.False(kv.Journal.IsSynced);
    }

    [Fact]
    public async Task Turns_that_are_taken_back_are_never_told_and_take_no_positions()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET a 1");
        Task<FeedReply> wait = kv.Changes(1, "BLOCK 0");
        kv.Journal.Fault = "disk full";
        Assert.StartsWith("(error) MISCONF", await kv.Run("SET b 2"), StringComparison.Ordinal);
        kv.Journal.Fault = null;
        while ((await kv.Run("SET c 3")).StartsWith("(error) MISCONF", StringComparison.Ordinal)) await Task.Yield();
        FeedReply told = await wait;
        Assert.Equal(["SET c 3"], told.Texts);
        Assert.Equal(2, told.Next);
        Assert.Equal(3, kv.Store.Commits.LastLsn);
        await using TestStore after = await kv.CrashAsync();
        await after.Run("SET d 4");
        Assert.Equal(["SET d 4"], (await after.Changes(2)).Texts);
    }

    [Fact]
    public async Task A_position_is_good_across_a_restart()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        for (int i = 0; i < 10; i++) await kv.Run($"SET k{i} v");
        FeedReply page = await kv.Changes(0, "COUNT 4");
        await using TestStore after = await kv.CrashAsync();
        await after.Run("SET last v");
        FeedReply rest = await after.AllChanges(page.Next);
        Assert.Equal([.. Enumerable.Range(4, 6).Select(i => $"SET k{i} v"), "SET last v"], rest.Texts);
        Assert.Equal(Enumerable.Range(5, 7), rest.Changes.Select(change => (int)change.Position));
    }

    [Fact]
    public async Task A_position_whose_rows_went_behind_a_save_is_refused_with_the_oldest_one()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        for (int i = 0; i < 10; i++) await kv.Run($"SET k{i} v");
        await SaveTwiceAsync(kv);
        await kv.Run("SET last v");
        Assert.Equal("(error) GONE The changes behind position 4 are not kept any more. The oldest position to go on from is 10", await kv.Run("AKV.CHANGES 4"));
        Assert.Equal("(error) GONE The changes behind position 0 are not kept any more. The oldest position to go on from is 10", await kv.Run("AKV.CHANGES 0 BLOCK 0"));
        Assert.Equal(["SET last v"], (await kv.NewSession().Changes("-")).Texts);
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(["SET last v"], (await after.Changes(10)).Texts);
        Assert.StartsWith("(error) GONE", await after.Run("AKV.CHANGES 9"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_retention_bytes_keeps_rows_that_no_save_needs()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.ChangesRetentionBytes = 100);
        for (int i = 0; i < 100; i++) await kv.Run($"SET key:{i:D3} {i:D3}");
        await SaveTwiceAsync(kv);
        long oldest = kv.Store.Feed.Oldest;
        Assert.InRange(oldest, 90, 98);
        Assert.Equal(100 - oldest, (await kv.Changes(oldest)).Changes.Length);
        Assert.True(kv.Journal.SizeInBytes >= 100);
    }

    [Fact]
    public async Task Changes_retention_seconds_keeps_rows_by_their_age()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.ChangesRetentionSeconds = 60);
        await kv.Run("SET old v");
        kv.Time.Advance(TimeSpan.FromSeconds(61));
        await kv.Run("SET new v");
        kv.Time.Advance(TimeSpan.FromSeconds(59));
        await SaveTwiceAsync(kv);
        Assert.Equal(1, kv.Store.Feed.Oldest);
        Assert.Equal(["SET new v"], (await kv.NewSession().Changes("-")).Texts);
    }

    [Fact]
    public async Task What_happened_without_a_journal_is_a_gap_that_is_told()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET before v");
        long position = (await kv.Changes(0)).Next;
        await kv.Store.EndJournallingAsync();
        await kv.Run("SET between v");
        await kv.Store.Saves.BeginJournallingAsync();
        Assert.StartsWith("(error) GONE", await kv.Run($"AKV.CHANGES {position}"), StringComparison.Ordinal);
        await kv.Run("SET after v");
        Assert.Equal(["SET after v"], (await kv.NewSession().Changes("-")).Texts);
        await using TestStore again = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), again.Digest());
        Assert.Equal(["SET after v"], (await again.NewSession().Changes("-")).Texts);
    }

    [Fact]
    public async Task A_start_without_a_journal_in_between_is_a_gap_that_is_told()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET before v");
        await using (TestStore without = await kv.CrashAsync(options => options.AppendOnly = false))
        {
            await without.Run("SET between v");
            await without.Run("SAVE");
        }
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal("v", await after.Run("GET between"));
        Assert.StartsWith("(error) GONE", await after.Run("AKV.CHANGES 1"), StringComparison.Ordinal);
        await after.Run("SET after v");
        Assert.Equal(["SET after v"], (await after.NewSession().Changes("-")).Texts);
    }

    [Fact]
    public async Task Who_is_at_the_end_reads_memory_and_not_the_journal()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k 0");
        LocalSession[] readers = [.. Enumerable.Range(0, 5).Select(_ => kv.NewSession())];
        long position = (await readers[0].Changes("0")).Next;
        int reads = kv.Journal.Reads;
        for (int i = 1; i <= 20; i++)
        {
            Task<FeedReply>[] waits = [.. readers.Select(reader => reader.Changes($"{position}", "BLOCK 0"))];
            await kv.Run($"SET k {i}");
            foreach (FeedReply told in await Task.WhenAll(waits)) Assert.Equal([$"SET k {i}"], told.Texts);
            position++;
        }
        Assert.Equal(reads, kv.Journal.Reads);
    }

    [Fact]
    public async Task Who_goes_on_where_another_page_ended_does_not_read_the_rows_again()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        for (int i = 0; i < 500; i++) await kv.Run($"SET k{i} v");
        int reads = kv.Journal.Reads;
        Assert.Equal(500, (await kv.AllChanges(0, "COUNT 10")).Changes.Length);
        Assert.Equal(1, kv.Journal.Reads - reads);
    }

    [Fact]
    public async Task A_row_that_is_damaged_is_told_and_not_passed_over()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        for (int i = 0; i < 3; i++) await kv.Run($"SET k{i} v");
        kv.Journal.Rows[1] = kv.Journal.Rows[1] with { Crc = 1 };
        Assert.StartsWith("(error) ERR The changes cannot be read: Journal row 2..2 is damaged", await kv.Run("AKV.CHANGES 0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follower_of_concurrent_writers_has_the_same_data()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await using TestStore copy = await TestStore.OpenAsync();
        using CancellationTokenSource stop = new();
        Task<long> following = FollowAsync(kv, copy, stop.Token);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => WriteAsync(kv, new Random(writer)))));
        await stop.CancelAsync();
        await kv.Run("SET the-end 1");      // for a reader that waits
        await copy.Apply((await kv.AllChanges(await following)).Changes);
        Assert.Equal(await kv.Run("DEBUG DIGEST"), await copy.Run("DEBUG DIGEST"));
        Assert.Equal(await kv.Run("DBSIZE"), await copy.Run("DBSIZE"));
    }

    private static async Task<long> FollowAsync(TestStore kv, TestStore copy, CancellationToken stop)
    {
        LocalSession reader = kv.NewSession();
        long position = 0;
        while (!stop.IsCancellationRequested)
        {
            FeedReply page = await reader.Changes($"{position}", "COUNT 50 BLOCK 0");
            await copy.Apply(page.Changes);
            position = page.Next;
        }
        return position;
    }

    private static async Task WriteAsync(TestStore kv, Random random)
    {
        LocalSession session = kv.NewSession();
        string Key(string type) => $"{type}{random.Next(12)}";
        for (int i = 0; i < 400; i++)
        {
            string command = random.Next(24) switch
            {
                0 => $"SET {Key("s")} {i} PX {random.Next(1, 100_000)}",
                1 => $"INCR {Key("n")}",
                2 => $"RPUSH {Key("l")} {i} b c",
                3 => $"LMOVE {Key("l")} {Key("l")} LEFT RIGHT",
                4 => $"SADD {Key("set")} {i} {random.Next(20)}",
                5 => $"SPOP {Key("set")}",
                6 => $"HSET {Key("h")} f{random.Next(9)} {i}",
                7 => $"HINCRBYFLOAT {Key("h")} n 1.5",
                8 => $"ZADD {Key("z")} {random.Next(50)} m{random.Next(30)}",
                9 => $"ZUNIONSTORE {Key("z")} 2 {Key("z")} {Key("z")}",
                10 => $"RENAME {Key("s")} {Key("s")}",
                11 => $"COPY {Key("l")} {Key("l")} REPLACE",
                12 => $"DEL {Key("s")} {Key("l")} {Key("set")}",
                13 => $"XADD {Key("x")} MAXLEN 20 * f {i}",
                14 => $"MSET {Key("s")} 1 {Key("s")} 2 {Key("s")} 3",
                15 => $"SORT {Key("l")} ALPHA STORE {Key("l")}",
                16 => $"MOVE {Key("s")} 1",
                17 => $"SWAPDB 0 {random.Next(1, 3)}",
                18 => i % 50 == 0 ? "FLUSHDB" : $"APPEND {Key("s")} x",
                19 => $"SINTERSTORE {Key("set")} {Key("set")} {Key("set")}",
                20 => $"PFADD {Key("p")} {i}",
                21 => $"SETBIT {Key("b")} {random.Next(200)} 1",
                22 => $"EXPIRE {Key("h")} 1000",
                _ => $"LTRIM {Key("l")} 0 5",
            };
            if (i % 10 == 0) await session.Run("MULTI");
            await session.Run(command);
            if (i % 10 == 3) await session.Run("EXEC");
        }
    }

    private static async Task SaveTwiceAsync(TestStore kv)
    {
        await kv.Run("SAVE");
        await kv.Run("SAVE");
    }
}

// Replies and the journal: nothing is acknowledged that a crash could lose.

namespace ActorKv.Hosting.Tests.InProcess;

public sealed class DurabilitySpec
{
    [Fact]
    public async Task A_write_is_answered_when_the_journal_has_it()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        kv.Journal.Stop();
        Task<string?> set = kv.Run("SET", "k", "v");
        Assert.False(set.IsCompleted);
        Assert.Empty(kv.Journal.Rows);
        kv.Journal.GoOn();
        Assert.Equal("OK", await set);
        Assert.NotEmpty(kv.Journal.Rows);
    }

    [Fact]
    public async Task A_read_waits_for_the_write_that_it_saw()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        kv.Journal.Stop();
        Task<string?> set = kv.Run("SET", "k", "v"), get = kv.Run("GET", "k");
        Assert.False(get.IsCompleted);
        kv.Journal.GoOn();
        Assert.Equal("v", await get);
        await set;
    }

    [Fact]
    public async Task A_thousand_replies_wait_together_and_share_commits()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        kv.Journal.Stop();
        Task<string?>[] sets = [.. Enumerable.Range(0, 1000).Select(i => kv.Run("SET", $"k{i}", i))];
        kv.Journal.GoOn();
        Assert.All(await Task.WhenAll(sets), reply => Assert.Equal("OK", reply));
        Assert.True(kv.Journal.Commits < 100, $"{kv.Journal.Commits} commits");
    }

    [Fact]
    public async Task A_write_that_the_journal_refuses_is_an_error_and_is_taken_back()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        await kv.Run("SET", "k", "before");
        kv.Journal.Fault = "the disk is full";
        KvException refused = await Assert.ThrowsAsync<KvException>(() => kv.Run("SET", "k", "after"));
        Assert.Equal("MISCONF", refused.Code);
        Assert.Equal("before", await kv.Run("GET", "k"));
    }

    [Fact]
    public async Task With_everysec_a_write_is_answered_at_once()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync(options => options.AppendFsync = Engine.Configuration.AppendFsync.EverySecond);
        kv.Journal.Stop();
        Assert.True(kv.Run("SET", "k", "v").IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_wait_for_the_journal_can_be_cancelled_and_the_write_stands()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        using CancellationTokenSource cancel = new();
        kv.Journal.Stop();
        ValueTask<KvReply> set = kv.Kv.ExecuteAsync("SET", ["k", "v"], cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await set);
        kv.Journal.GoOn();
        Assert.Equal("v", await kv.Run("GET", "k"));
    }
}

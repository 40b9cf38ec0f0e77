using ActorKv.Engine.Configuration;

namespace ActorKv.Engine.Tests.Commits;

public sealed class StoppingSpec
{
    [Fact]
    public async Task What_is_pending_is_committed_when_the_store_stops()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendFsync = AppendFsync.No);
        for (int i = 0; i < 100; i++) await kv.Run($"SET k{i} v");
        Assert.True(kv.Store.CommitLast());
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
    }

    [Fact]
    public async Task A_journal_that_takes_nothing_any_more_does_not_keep_the_store_from_stopping()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendFsync = AppendFsync.EverySecond);
        await kv.Run("SET a 1");
        await kv.Store.Commits.FlushAsync();
        await kv.Run("SET a 2");
        await kv.Run("SET a 3");
        kv.Journal.Fault = "the disk is full";
        Assert.False(kv.Store.CommitLast());
        Assert.Equal(2, kv.Store.Commits.Lost);
    }
}

using ActorKv.Engine.Configuration;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Sessions;

public sealed class OutputGateSpec
{
    [Fact]
    public async Task A_reply_to_a_write_waits_until_the_journal_holds_it()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        kv.Journal.Stop();
        Task<string> set = kv.Run("SET k v");
        Assert.False(set.IsCompleted);
        kv.Journal.GoOn();
        Assert.Equal("OK", await set);
        Assert.Single(kv.Journal.Rows);
    }

    [Fact]
    public async Task A_read_is_not_answered_from_a_write_that_a_crash_would_lose()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k old");
        kv.Journal.Stop();
        Task<string> set = kv.NewSession().Run("SET k new");
        Task<string> get = kv.NewSession().Run("GET k");
        Assert.False(get.IsCompleted);

        await using TestStore after = await kv.CrashAsync();
        Assert.Equal("old", await after.Run("GET k"));
        Assert.False(get.IsCompleted, "The reader was answered, and the crash contradicts what it saw.");

        kv.Journal.GoOn();
        Assert.Equal("OK", await set);
        Assert.Equal("new", await get);
    }

    [Fact]
    public async Task A_read_of_another_key_shard_does_not_wait()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET {a}1 x");
        Assert.NotSame(kv.Store.ShardOf("{a}1"u8), kv.Store.ShardOf("{b}1"u8));
        kv.Journal.Stop();
        Task<string> set = kv.NewSession().Run("SET {a}1 y");
        Assert.Equal("(nil)", await kv.NewSession().Run("GET {b}1"));
        Assert.False(set.IsCompleted);
        kv.Journal.GoOn();
        await set;
    }

    [Theory]
    [InlineData(AppendFsync.EverySecond)]
    [InlineData(AppendFsync.No)]
    internal async Task Without_appendfsync_always_nothing_waits(AppendFsync policy)
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendFsync = policy);
        kv.Journal.Stop();
        Assert.Equal("OK", await kv.Run("SET k v"));
        Assert.Equal("v", await kv.Run("GET k"));
        kv.Journal.GoOn();
    }

    [Fact]
    public async Task Turns_that_wait_together_are_one_commit()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET first 0");
        int before = kv.Journal.Commits;
        kv.Journal.Stop();
        List<Task<string>> sets = [kv.NewSession().Run("SET leader 0")];
        for (int i = 0; i < 100; i++) sets.Add(kv.NewSession().Run($"SET k{i} v"));
        kv.Journal.GoOn();
        await Task.WhenAll(sets);
        Assert.InRange(kv.Journal.Commits - before, 1, 3);
        Assert.Equal(102, kv.Journal.LastLsn);
    }
}

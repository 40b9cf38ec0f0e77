using ActorKv.Engine.Configuration;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Commands.Generic;

public sealed class WaitSpec
{
    [Theory]
    [InlineData("WAIT 0 0")]
    [InlineData("WAIT 0 1000")]
    [InlineData("WAIT -1 1000")]
    public async Task WAIT_for_no_replica_answers_at_once(string command)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(integer) 0", await kv.Run(command));
    }

    [Fact]
    public async Task WAIT_for_a_replica_takes_its_whole_time()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession waiting = kv.NewSession();
        Task<string> wait = waiting.Run("WAIT 1 1000");
        kv.Time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(wait.IsCompleted);
        Assert.Contains(" flags=b ", await kv.Run($"CLIENT LIST ID {waiting.Session.Id}"), StringComparison.Ordinal);
        kv.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("(integer) 0", await wait);
        Assert.False(waiting.Session.IsBlocked);
        Assert.Equal("PONG", await waiting.Run("PING"));
    }

    [Fact]
    public async Task WAIT_without_timeout_ends_by_CLIENT_UNBLOCK()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession waiting = kv.NewSession();
        Task<string> wait = waiting.Run("WAIT 1 0");
        Assert.Equal("(integer) 1", await kv.Run($"CLIENT UNBLOCK {waiting.Session.Id}"));
        Assert.Equal("(integer) 0", await wait);
        wait = waiting.Run("WAIT 1 0");
        Assert.Equal("(integer) 1", await kv.Run($"CLIENT UNBLOCK {waiting.Session.Id} ERROR"));
        Assert.Equal("(error) UNBLOCKED client unblocked via CLIENT UNBLOCK", await wait);
        Assert.Equal("(integer) 0", await kv.Run($"CLIENT UNBLOCK {waiting.Session.Id}"));
    }

    [Fact]
    public async Task A_wait_longer_than_timers_take_goes_by_in_stretches()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Task<string> wait = kv.NewSession().Run("WAIT 1 10000000000");
        kv.Time.Advance(TimeSpan.FromMilliseconds(1L << 31));
        kv.Time.Advance(TimeSpan.FromMilliseconds(1L << 31));
        kv.Time.Advance(TimeSpan.FromMilliseconds(1L << 31));
        kv.Time.Advance(TimeSpan.FromMilliseconds(1L << 31));
        Assert.False(wait.IsCompleted);
        kv.Time.Advance(TimeSpan.FromMilliseconds(10_000_000_000 - (4L << 31)));
        Assert.Equal("(integer) 0", await wait);
    }

    [Theory]
    [InlineData("WAIT x 0", "ERR value is not an integer or out of range")]
    [InlineData("WAIT 1 x", "ERR timeout is not an integer or out of range")]
    [InlineData("WAIT 0 -1", "ERR timeout is negative")]
    [InlineData("WAIT 1", "ERR wrong number of arguments for 'wait' command")]
    [InlineData("WAITAOF 2 0 0", "ERR value is out of range, value must between 0 and 1")]
    [InlineData("WAITAOF -1 0 0", "ERR value is out of range, value must between 0 and 1")]
    [InlineData("WAITAOF x 0 0", "ERR value is not an integer or out of range")]
    [InlineData("WAITAOF 1 -1 0", "ERR value is out of range, must be positive")]
    [InlineData("WAITAOF 1 x 0", "ERR value is not an integer or out of range")]
    [InlineData("WAITAOF 1 0 x", "ERR timeout is not an integer or out of range")]
    [InlineData("WAITAOF 1 0 -1", "ERR timeout is negative")]
    public async Task Wrong_use_is_said(string command, string error)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) " + error, await kv.Run(command));
    }

    [Fact]
    public async Task WAITAOF_syncs_the_journal_for_the_asking_connection()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendFsync = AppendFsync.No);
        kv.Journal.Stop();
        await kv.Run("SET k v");
        Assert.Equal("[(integer) 0, (integer) 0]", await kv.Run("WAITAOF 0 0 0"));
        LocalSession other = kv.NewSession();
        Assert.Equal("[(integer) 1, (integer) 0]", await other.Run("WAITAOF 1 0 0"));
        Task<string> wait = kv.Run("WAITAOF 1 0 0");
        Assert.False(wait.IsCompleted);
        kv.Journal.GoOn();
        Assert.Equal("[(integer) 1, (integer) 0]", await wait);
        Assert.True(kv.Journal.IsSynced);
        Assert.Equal("[(integer) 1, (integer) 0]", await kv.Run("WAITAOF 0 0 0"));
    }

    [Fact]
    public async Task WAITAOF_gives_up_when_its_time_is_over()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendFsync = AppendFsync.EverySecond);
        kv.Journal.Stop();
        await kv.Run("SET k v");
        Task<string> wait = kv.Run("WAITAOF 1 0 100");
        kv.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("[(integer) 0, (integer) 0]", await wait);
    }

    [Fact]
    public async Task WAITAOF_for_a_replica_takes_its_whole_time()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k v");
        Task<string> wait = kv.Run("WAITAOF 1 1 100");
        kv.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("[(integer) 1, (integer) 0]", await wait);
    }

    [Fact]
    public async Task WAITAOF_1_needs_a_journal()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendOnly = false);
        Assert.Equal("(error) ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.", await kv.Run("WAITAOF 1 0 0"));
        Assert.Equal("[(integer) 0, (integer) 0]", await kv.Run("WAITAOF 0 0 0"));
    }

    [Fact]
    public async Task A_flush_syncs_what_was_committed_without()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendFsync = AppendFsync.No);
        // More than the writer leaves pending, and it does not sync it under this policy.
        await kv.Run($"SET k {new string('v', 3_000_000)}");
        while (kv.Store.Commits.Durable < kv.Store.Commits.LastLsn) await Task.Yield();
        Assert.False(kv.Journal.IsSynced);
        await kv.Store.Commits.FlushAsync();
        Assert.True(kv.Journal.IsSynced);
    }
}

// A journal over a network: it can be out of reach, and another process can take it.

namespace ActorKv.Engine.Tests.Commits;

public sealed class JournalReachSpec
{
    [Fact]
    public async Task While_the_journal_is_out_of_reach_who_waits_waits_on_and_new_writers_are_refused()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET far 1");
        await kv.Run("SET other 1");
        Task<string> pending = await LoseAsync(kv, "SET far 2");
        Assert.Equal("1", await kv.NewSession().Run("GET other"));
        Assert.StartsWith("(error) MISCONF", await kv.NewSession().Run("SET other 2"), StringComparison.Ordinal);
        Assert.False(pending.IsCompleted);
        kv.Journal.Fault = null;
        Assert.Equal("OK", await pending);
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal("2", await after.Run("GET far"));
    }

    [Fact]
    public async Task A_store_that_stops_meanwhile_says_that_the_outcome_is_unknown()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Task<string> pending = await LoseAsync(kv, "SET far 2");
        Assert.True(kv.Store.CommitLast());
        Assert.StartsWith("(error) UNKNOWNOUTCOME", await pending, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_whose_journal_another_process_has_taken_stops_and_lets_nobody_in()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k 1");
        kv.Journal.IsTaken = true;
        Assert.StartsWith("(error)", await kv.Run("SET k 2"), StringComparison.Ordinal);
        Assert.False(await kv.Store.ShutdownRequested);
        Assert.False(kv.NewSession().Run("GET k").IsCompleted);
    }

    // Sends a write, and returns when the journal has been found out of reach.
    private static async Task<Task<string>> LoseAsync(TestStore kv, string write)
    {
        kv.Journal.IsUnreachable = true;
        kv.Journal.Fault = "no way to the database";
        Task<string> pending = kv.NewSession().Run(write);
        while (kv.Store.Commits.Fault is null) await Task.Yield();
        return pending;
    }
}

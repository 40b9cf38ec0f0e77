using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Commands.Transactions;

public sealed class WatchSpec
{
    // What another session does between WATCH k and MULTI, and whether the transaction runs all the same. The key exists, in database 0.
    [Theory]
    [InlineData("SET k 2", false)]
    [InlineData("SET k 1", false)]
    [InlineData("DEL k", false)]
    [InlineData("DEL other", true)]
    [InlineData("SET other 1", true)]
    [InlineData("GET k", true)]
    [InlineData("TOUCH k", true)]
    [InlineData("EXPIRE k 100", false)]
    [InlineData("PERSIST k", true)]
    [InlineData("EXPIRE k -1", false)]
    [InlineData("RENAME k other", false)]
    [InlineData("COPY k other", true)]
    [InlineData("FLUSHALL", false)]
    [InlineData("FLUSHDB", false)]
    [InlineData("SWAPDB 0 1", false)]
    [InlineData("SWAPDB 1 2", true)]
    public async Task EXEC_answers_nil_when_a_watched_key_was_changed(string change, bool runs)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k 1");
        await kv.Run("WATCH k");
        await kv.NewSession().Run(change);
        await kv.Run("MULTI");
        await kv.Run("PING");
        Assert.Equal(runs ? "[PONG]" : "(nil)", await kv.Run("EXEC"));
        await kv.Run("MULTI");
        await kv.Run("PING");
        Assert.Equal("[PONG]", await kv.Run("EXEC"));
    }

    [Theory]
    [InlineData("SET k 2", false)]
    [InlineData("FLUSHALL", true)]
    [InlineData("SWAPDB 0 1", true)]
    [InlineData("DEL k", true)]
    public async Task A_missing_key_is_changed_by_coming_into_being(string change, bool runs)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("WATCH k");
        await kv.NewSession().Run(change);
        await kv.Run("MULTI");
        await kv.Run("PING");
        Assert.Equal(runs ? "[PONG]" : "(nil)", await kv.Run("EXEC"));
    }

    [Fact]
    public async Task A_key_that_was_in_the_other_database_of_a_swap_has_changed_even_if_it_went_back()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession other = kv.NewSession();
        await other.Run("SELECT 1");
        await other.Run("SET k 1");
        await kv.Run("WATCH k");
        await other.Run("MULTI");
        await other.Run("SWAPDB 0 1");
        await other.Run("SWAPDB 0 1");
        await other.Run("EXEC");
        await kv.Run("MULTI");
        Assert.Equal("(nil)", await kv.Run("EXEC"));
    }

    [Fact]
    public async Task A_key_is_watched_in_the_database_that_was_selected()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SELECT 1");
        await kv.Run("WATCH k");
        await kv.Run("SELECT 0");
        await kv.Run("SET k 1");
        await kv.Run("MULTI");
        Assert.Equal("[]", await kv.Run("EXEC"));
    }

    [Fact]
    public async Task A_session_s_own_change_counts_too()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("WATCH k");
        await kv.Run("SET k 1");
        await kv.Run("MULTI");
        Assert.Equal("(nil)", await kv.Run("EXEC"));
    }

    [Fact]
    public async Task A_key_whose_time_comes_counts_as_changed_unless_it_had_come_at_WATCH()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        kv.Store.ActiveExpire = false;
        await kv.Run("SET k 1 PX 100");
        await kv.Run("WATCH k");
        kv.Time.Advance(TimeSpan.FromMilliseconds(101));
        await kv.Run("MULTI");
        Assert.Equal("(nil)", await kv.Run("EXEC"));

        await kv.Run("SET k 1 PX 100");
        kv.Time.Advance(TimeSpan.FromMilliseconds(101));
        await kv.Run("WATCH k");
        await kv.Run("MULTI");
        Assert.Equal("[]", await kv.Run("EXEC"));
    }

    [Theory]
    [InlineData("UNWATCH")]
    [InlineData("DISCARD")]
    [InlineData("RESET")]
    public async Task Nothing_is_watched_after(string end)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("WATCH a b");
        if (end == "DISCARD") await kv.Run("MULTI");
        await kv.Run(end);
        await kv.NewSession().Run("MSET a 1 b 1");
        await kv.Run("MULTI");
        Assert.Equal("[]", await kv.Run("EXEC"));
        Assert.False(kv.Store.Changed.IsOn);
    }

    [Fact]
    public async Task A_session_that_ends_watches_nothing_any_more()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession session = kv.NewSession();
        await session.Run("WATCH a");
        Assert.True(kv.Store.Changed.IsOn);
        session.Session.OnDisconnected();
        Assert.False(kv.Store.Changed.IsOn);
    }

    [Fact]
    public async Task WATCH_inside_MULTI_is_refused_and_UNWATCH_does_nothing()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("MULTI");
        Assert.Equal("(error) ERR WATCH inside MULTI is not allowed", await kv.Run("WATCH a"));
        Assert.Equal("QUEUED", await kv.Run("UNWATCH"));
        Assert.Equal("[OK]", await kv.Run("EXEC"));
    }

    [Fact]
    public async Task Keys_are_watched_without_a_journal_too()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendOnly = false);
        await kv.Run("WATCH a");
        await kv.NewSession().Run("SET a 1");
        await kv.Run("MULTI");
        Assert.Equal("(nil)", await kv.Run("EXEC"));
        Assert.Equal(0, kv.Journal.LastLsn);
        Assert.False(kv.Store.Logging);
    }
}

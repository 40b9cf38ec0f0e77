using ActorKv.Engine.Configuration;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Tests.Feeds;

namespace ActorKv.Engine.Tests.Commands.Changes;

public sealed class AkvChangesSpec
{
    [Fact]
    public async Task AKV_CHANGES_answers_the_next_position_and_what_was_committed_behind_the_one_given()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("[(integer) 0, []]", await kv.Run("AKV.CHANGES 0"));
        await kv.Run("SET k v EX 10");
        long now = kv.Time.GetUtcNow().ToUnixTimeMilliseconds();
        string first = $"[(integer) 1, (integer) 0, (integer) {now}, (integer) 0, [SET, k, v, PXAT, {now + 10_000}], [k]]";
        Assert.Equal($"[(integer) 1, [{first}]]", await kv.Run("AKV.CHANGES 0"));
        Assert.Equal("[(integer) 1, []]", await kv.Run("AKV.CHANGES 1"));
        await kv.Run("SELECT 3");
        await kv.Run("INCR n");
        string second = $"[(integer) 2, (integer) 0, (integer) {now}, (integer) 3, [INCRBY, n, 1], [n]]";
        Assert.Equal($"[(integer) 2, [{second}]]", await kv.Run("AKV.CHANGES 1"));
        Assert.Equal($"[(integer) 2, [{first}, {second}]]", await kv.Run("AKV.CHANGES -"));
        Assert.Equal("[(integer) 2, []]", await kv.Run("AKV.CHANGES $"));
    }

    [Fact]
    public async Task What_changed_nothing_is_not_told()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k v");
        await kv.Run("DEL missing");
        await kv.Run("GET k");
        Assert.Equal(["SET k v"], (await kv.Changes(0)).Texts);
    }

    [Fact]
    public async Task COUNT_ends_a_page_but_never_inside_a_turn()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET a 1");
        await kv.Run("MSET b 2 c 3 d 4");
        await kv.Run("SET e 5");
        FeedReply page = await kv.Changes(0, "COUNT 2");
        Assert.Equal([1L, 2, 2, 2], page.Changes.Select(change => change.Position));
        Assert.Equal([0, 0, 1, 2], page.Changes.Select(change => change.Index));
        Assert.Equal(2, page.Next);
        Assert.Equal(["SET e 5"], (await kv.Changes(page.Next, "COUNT 2")).Texts);
        Assert.Equal(5, (await kv.AllChanges(0, "COUNT 1")).Changes.Length);
    }

    [Fact]
    public async Task A_transaction_is_one_turn_with_all_its_effects_in_order()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        foreach (string command in new[] { "MULTI", "SET a 1", "RPUSH l x y", "DEL a", "EXEC" }) await kv.Run(command);
        FeedReply page = await kv.Changes(0);
        Assert.Equal(["SET a 1", "RPUSH l x y", "DEL a"], page.Texts);
        Assert.All(page.Changes, change => Assert.Equal(1, change.Position));
    }

    [Fact]
    public async Task MATCH_chooses_by_the_keys_that_change_and_the_position_moves_past_the_others()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET app:1 v");
        await kv.Run("SET other v");
        await kv.Run("RENAME other app:2");
        await kv.Run("COPY app:2 elsewhere");
        await kv.Run("SET last v");
        FeedReply page = await kv.Changes(0, "MATCH app:*");
        Assert.Equal(5, page.Next);
        Assert.Contains("SET app:1 v", page.Texts);
        Assert.Contains(page.Changes, change => change.Keys.Contains("app:2"));
        Assert.DoesNotContain(page.Changes, change => change.Keys.Contains("elsewhere") || change.Keys.Contains("last"));
        Assert.Equal("[(integer) 5, []]", await kv.Run("AKV.CHANGES 1 MATCH app:1"));
    }

    [Fact]
    public async Task FLUSHALL_and_SWAPDB_are_told_once_and_whatever_the_pattern()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        for (int i = 0; i < 40; i++) await kv.Run($"SET k{i} v");
        await kv.Run("SWAPDB 0 1");
        await kv.Run("FLUSHALL");
        await kv.Run("SET k v");
        foreach (string command in new[] { "MULTI", "SWAPDB 0 1", "SWAPDB 0 1", "EXEC" }) await kv.Run(command);
        Assert.Equal(["SWAPDB 0 1", "FLUSHDB", "SWAPDB 0 1", "SWAPDB 0 1"], (await kv.Changes(40, "MATCH nothing:*")).Texts);
        Assert.Equal(1, (await kv.Changes(41)).Changes[0].Database);
    }

    [Fact]
    public async Task Effects_that_only_the_journal_knows_are_told_as_commands()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("RPUSH source b a");
        await kv.Run("SORT source ALPHA STORE sorted");
        FeedChange stored = (await kv.Changes(1)).Changes[0];
        Assert.Equal("RESTORE", System.Text.Encoding.Latin1.GetString(stored.Command[0]));
        Assert.Equal(["sorted"], stored.Keys);
        await using TestStore copy = await TestStore.OpenAsync();
        await copy.Apply([stored]);
        Assert.Equal("[a, b]", await copy.Run("LRANGE sorted 0 -1"));
    }

    [Fact]
    public async Task BLOCK_waits_for_the_next_commit()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession waiting = kv.NewSession();
        Task<FeedReply> wait = waiting.Changes("$", "BLOCK 0");
        Assert.False(wait.IsCompleted);
        Assert.Contains(" flags=b ", await kv.Run($"CLIENT LIST ID {waiting.Session.Id}"), StringComparison.Ordinal);
        await kv.Run("SET k v");
        Assert.Equal(["SET k v"], (await wait).Texts);
        Assert.Equal("PONG", await waiting.Run("PING"));
    }

    [Fact]
    public async Task BLOCK_waits_for_something_that_the_pattern_wants()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Task<FeedReply> wait = kv.NewSession().Changes("$", "MATCH mine:* BLOCK 0");
        await kv.Run("SET other v");
        Assert.False(wait.IsCompleted);
        await kv.Run("SET mine:1 v");
        Assert.Equal(["SET mine:1 v"], (await wait).Texts);
    }

    [Fact]
    public async Task BLOCK_gives_up_when_its_time_is_over_and_says_how_far_it_looked()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession waiting = kv.NewSession();
        Task<string> wait = waiting.Run("AKV.CHANGES 0 MATCH mine:* BLOCK 500");
        await kv.Run("SET other v");
        while (!wait.IsCompleted) kv.Time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.StartsWith("[(integer) ", await wait, StringComparison.Ordinal);
        Assert.EndsWith(", []]", await wait, StringComparison.Ordinal);
        Assert.False(waiting.Session.IsBlocked);
    }

    [Fact]
    public async Task BLOCK_ends_by_CLIENT_UNBLOCK()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession waiting = kv.NewSession();
        Task<string> wait = waiting.Run("AKV.CHANGES $ BLOCK 0");
        Assert.Equal("(integer) 1", await kv.Run($"CLIENT UNBLOCK {waiting.Session.Id}"));
        Assert.Equal("[(integer) 0, []]", await wait);
    }

    [Theory]
    [InlineData("AKV.CHANGES", "ERR wrong number of arguments for 'akv.changes' command")]
    [InlineData("AKV.CHANGES x", "ERR Invalid position: a number, - for the oldest, or $ for the newest")]
    [InlineData("AKV.CHANGES -1", "ERR Invalid position: a number, - for the oldest, or $ for the newest")]
    [InlineData("AKV.CHANGES 0 COUNT 0", "ERR value is out of range, must be positive")]
    [InlineData("AKV.CHANGES 0 COUNT", "ERR syntax error")]
    [InlineData("AKV.CHANGES 0 BLOCK -1", "ERR timeout is negative")]
    [InlineData("AKV.CHANGES 0 BLOCK x", "ERR timeout is not an integer or out of range")]
    [InlineData("AKV.CHANGES 0 LIMIT 1", "ERR syntax error")]
    [InlineData("AKV.CHANGES 7", "ERR Position 7 is ahead of the journal, which ends at 0: it is not of this data directory, or turns behind it were lost")]
    public async Task Wrong_use_is_said(string command, string error)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) " + error, await kv.Run(command));
    }

    [Fact]
    public async Task Transactions_cannot_wait_for_changes()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("MULTI");
        Assert.Equal("(error) ERR Command not allowed inside a transaction", await kv.Run("AKV.CHANGES 0"));
    }

    [Fact]
    public async Task Without_a_journal_there_are_no_changes_to_read()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendOnly = false);
        Assert.Equal("(error) ERR AKV.CHANGES reads the journal, and there is none: appendonly is no", await kv.Run("AKV.CHANGES 0"));
    }

    [Fact]
    public async Task Who_waits_when_journalling_ends_is_told()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendFsync = AppendFsync.Always);
        Task<string> wait = kv.NewSession().Run("AKV.CHANGES $ BLOCK 0");
        await kv.Store.EndJournallingAsync();
        Assert.Equal("(error) ERR AKV.CHANGES reads the journal, and there is none: appendonly is no", await wait);
    }

    [Fact]
    public async Task A_user_is_told_of_the_keys_that_it_may_read()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET app:1 v");
        await kv.Run("SET secret v");
        await kv.Run("RENAMENX secret app:2");
        await kv.Run("SET both v");
        await kv.Run("ACL SETUSER reader on nopass +akv.changes +auth ~app:* %W~both");
        LocalSession reader = kv.NewSession();
        await reader.Run("AUTH reader x");
        FeedReply page = await reader.Changes("0");
        Assert.Contains("SET app:1 v", page.Texts);
        Assert.All(page.Changes, change => Assert.All(change.Keys, key => Assert.StartsWith("app:", key, StringComparison.Ordinal)));
        Assert.Equal(4, page.Next);
        await kv.Run("ACL SETUSER reader -akv.changes");
        Assert.StartsWith("(error) NOPERM", await reader.Run("AKV.CHANGES 0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_taken_from_a_user_is_not_told_to_a_reader_that_waits()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER reader on nopass +akv.changes +auth ~*");
        LocalSession reader = kv.NewSession();
        await reader.Run("AUTH reader x");
        Task<FeedReply> wait = reader.Changes("$", "BLOCK 0");
        await kv.Run("ACL SETUSER reader resetkeys ~app:*");
        await kv.Run("SET secret v");
        await kv.Run("SET app:1 v");
        Assert.Equal(["SET app:1 v"], (await wait).Texts);
    }
}

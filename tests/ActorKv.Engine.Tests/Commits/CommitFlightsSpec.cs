using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Routing;
using ActorKv.Engine.Tests.KeyShards;

namespace ActorKv.Engine.Tests.Commits;

public sealed class CommitFlightsSpec : IAsyncLifetime
{
    private const string NotDelivered = "(error) " + RoutingErrors.NotDelivered;
    private const string OutcomeUnknown = "(error) " + RoutingErrors.OutcomeUnknown;
    private const string Full = "the database is full";
    private static readonly string s_refused = "(error) " + JournalErrors.NotDurable(Full);

    private readonly TestNode _node = TestNode.Open(journal: new MemoryShardedJournal { MostInFlight = 2 }).OpenAll();
    private string _a = "", _b = "", _c = "";       // keys of three key shards

    private MemoryShardedJournal Journal => _node.Journal;

    public Task InitializeAsync()
    {
        string[] keys = [.. Enumerable.Range(0, 1000).Select(i => $"k{i}").DistinctBy(_node.ShardOf).Take(3)];
        (_a, _b, _c) = (keys[0], keys[1], keys[2]);
        Journal.Stop();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task What_has_no_key_shard_in_common_is_sent_at_once_and_answered_in_order()
    {
        Task<string> first = await SendAsync(_a), second = await SendAsync(_b);
        GoOn(_b);
        await Eventually.Holds(() => Journal.RowsOf(_node.ShardOf(_b)).Count == 1);
        Assert.False(second.IsCompleted);
        GoOn(_a);
        Assert.Equal("OK", await first);
        Assert.Equal("OK", await second);
        Assert.Equal(_node.Digest(), _node.ReplayedDigest());
    }

    [Fact]
    public async Task What_has_a_key_shard_in_common_waits_and_so_does_what_is_behind_it()
    {
        Task<string> first = await SendAsync(_a);
        Task<string> again = Set(_a), behind = Set(_b);
        GoOn(_a);
        Assert.Equal("OK", await first);
        await Eventually.Holds(() => Journal.Holds(_node.ShardOf(_a)));
        Assert.True(Journal.Holds(_node.ShardOf(_b)));
        GoOn(_a);
        Assert.Equal("OK", await again);
        Assert.Equal("OK", await behind);
        Assert.Equal(1, Journal.MostSeen);
    }

    [Fact]
    public async Task No_more_are_sent_than_the_journal_takes()
    {
        List<Task<string>> sent = [await SendAsync(_a), await SendAsync(_b), Set(_c)];
        Journal.GoOn();
        Assert.Equal(["OK", "OK", "OK"], await Task.WhenAll(sent));
        Assert.Equal(2, Journal.MostSeen);
    }

    [Fact]
    public async Task A_refused_commit_takes_back_its_turns_and_not_those_of_one_beside_it_that_was_taken()
    {
        Task<string> refused = await SendAsync(_a), taken = await SendAsync(_b), behind = Set(_c);
        GoOn(_b);
        GoOn(_a, new JournalException(Full));
        Assert.Equal(s_refused, await refused);
        Assert.Equal("OK", await taken);
        Assert.Equal(s_refused, await behind);
        await AssertHoldsAsync(_a, null);
        await AssertHoldsAsync(_b, "v");
        await AssertHoldsAsync(_c, null);
    }

    [Fact]
    public async Task A_refused_commit_behind_one_that_was_taken_is_taken_back_alone()
    {
        Task<string> taken = await SendAsync(_a), refused = await SendAsync(_b);
        GoOn(_b, new JournalException(Full));
        GoOn(_a);
        Assert.Equal("OK", await taken);
        Assert.Equal(s_refused, await refused);
        await AssertHoldsAsync(_a, "v");
        await AssertHoldsAsync(_b, null);
    }

    [Theory]
    [InlineData(true, OutcomeUnknown)]
    [InlineData(false, NotDelivered)]
    public async Task A_fenced_commit_gives_all_up_and_everybody_is_told_what_became_of_his(bool outcomeUnknown, string told)
    {
        Task<string> fenced = await SendAsync(_a), taken = await SendAsync(_b), behind = Set(_c);
        GoOn(_b);
        GoOn(_a, new JournalFencedException("another owns them", outcomeUnknown));
        Assert.Equal(told, await fenced);
        Assert.Equal("OK", await taken);
        Assert.Equal(NotDelivered, await behind);
        await TakeInAgainAsync();
        await AssertHoldsAsync(_a, null);
        await AssertHoldsAsync(_b, "v");
        await AssertHoldsAsync(_c, null);
    }

    [Fact]
    public async Task A_refused_commit_beside_a_fenced_one_gives_all_up()
    {
        Task<string> refused = await SendAsync(_a), fenced = await SendAsync(_b);
        GoOn(_b, new JournalFencedException("another owns them", outcomeUnknown: true));
        GoOn(_a, new JournalException(Full));
        Assert.Equal(s_refused, await refused);
        Assert.Equal(OutcomeUnknown, await fenced);
        await TakeInAgainAsync();
        await AssertHoldsAsync(_a, null);
    }

    [Fact]
    public async Task A_refused_commit_beside_one_of_which_nobody_knows_gives_all_up()
    {
        Task<string> refused = await SendAsync(_a), unreachable = await SendAsync(_b);
        GoOn(_b, new JournalException("no route") { IsUnreachable = true });
        GoOn(_a, new JournalException(Full));
        Assert.Equal(s_refused, await refused);
        Assert.Equal(OutcomeUnknown, await unreachable);
        await TakeInAgainAsync();
        await AssertHoldsAsync(_a, null);
    }

    [Fact]
    public async Task Who_gives_all_up_waits_for_all_that_is_in_flight()
    {
        Task<string> first = await SendAsync(_a), second = await SendAsync(_b), behind = Set(_c);
        Task abandoned = _node.Keeper.AbandonAsync();
        await Eventually.Holds(() => _node.Store.Shards.All(shard => shard.IsAway));
        GoOn(_b);
        Assert.False(abandoned.IsCompleted);
        GoOn(_a);
        await abandoned;
        Assert.Equal("OK", await first);
        Assert.Equal("OK", await second);
        Assert.Equal(NotDelivered, await behind);
    }

    [Fact]
    public async Task A_store_that_stops_waits_for_all_that_is_in_flight_and_commits_the_rest()
    {
        List<Task<string>> sent = [await SendAsync(_a), await SendAsync(_b), Set(_c)];
        Journal.GoOn();
        Assert.True(_node.Store.CommitLast());
        Assert.Equal(["OK", "OK", "OK"], await Task.WhenAll(sent));
    }

    [Fact]
    public async Task While_commits_are_short_one_is_sent_at_a_time()
    {
        _node.Store.Commits.LongCommit = TimeSpan.FromDays(1);
        Task<string> first = await SendAsync(_a), second = Set(_b);
        Journal.GoOn();
        Assert.Equal("OK", await first);
        Assert.Equal("OK", await second);
        Assert.Equal(1, Journal.MostSeen);
    }

    private Task<string> Set(string key) => _node.Start($"SET {key} v", out _);

    // A write whose commit has arrived at the journal, where it waits.
    private async Task<Task<string>> SendAsync(string key)
    {
        Task<string> write = Set(key);
        await Eventually.Holds(() => Journal.Holds(_node.ShardOf(key)));
        return write;
    }

    private void GoOn(string key, Exception? failure = null) => Journal.GoOn(_node.ShardOf(key), failure);

    private async Task TakeInAgainAsync()
    {
        await Eventually.Holds(() => !_node.Fenced.IsEmpty);
        await _node.Keeper.AbandonAsync();
        _node.OpenAll();
    }

    private async Task AssertHoldsAsync(string key, string? value)
    {
        Journal.GoOn();
        Assert.Equal(value ?? "(nil)", await _node.Run($"GET {key}"));
        Assert.Equal(_node.Digest(), _node.ReplayedDigest());
    }
}

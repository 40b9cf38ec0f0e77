// Connections of one's own: what they remember, what waits on them, transactions.

namespace ActorKv.Client.Tests.Conformance;

public abstract partial class KvConformance
{
    private static readonly TimeSpan ForEver = Timeout.InfiniteTimeSpan;

    [Fact]
    public async Task A_session_remembers_what_concerns_nobody_else()
    {
        await using IKvSession session = await Kv.OpenSessionAsync();
        await session.ExecuteAsync("CLIENT", "SETNAME", "mine");
        Assert.Equal("mine", (await session.ExecuteAsync("CLIENT", "GETNAME")).AsString());
        Assert.NotEqual("mine", (await Kv.ExecuteAsync("CLIENT", "GETNAME")).AsString());
    }

    [Fact]
    public async Task A_command_that_waits_delays_no_other()
    {
        ValueTask<KvPopped<string>?> popped = Kv.BLPopAsync(["{t}list", "{t}other"], ForEver);
        Assert.True(await Kv.SetAsync("k", "v"));
        await Kv.RPushAsync("{t}other", "element");
        Assert.Equal(new KvPopped<string>("{t}other", "element"), await popped);
    }

    [Fact]
    public async Task Many_commands_wait_at_once()
    {
        Task<KvPopped<long>?>[] waiting = [.. Enumerable.Range(0, 20).Select(_ => Kv.BRPopAsync<long>(["list"], ForEver).AsTask())];
        for (int i = 0; i < waiting.Length; i++) await Kv.LPushAsync("list", i);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), (await Task.WhenAll(waiting)).Select(popped => popped!.Value.Value).Order());
    }

    [Fact]
    public async Task A_wait_ends_when_its_time_is_over()
    {
        Assert.Null(await Kv.BLPopAsync(["absent"], TimeSpan.FromMilliseconds(10)));
        Assert.Null(await Kv.BLMoveAsync<string>("{t}a", "{t}b", KvEnd.Left, KvEnd.Right, TimeSpan.FromMilliseconds(10)));
        Assert.Null(await Kv.BZPopMinAsync<string>(["absent"], TimeSpan.FromMilliseconds(10)));
    }

    [Fact]
    public async Task What_sorted_sets_and_streams_get_ends_the_wait_for_it()
    {
        ValueTask<KvPopped<KvScored<string>>?> popped = Kv.BZPopMaxAsync<string>(["z"], ForEver);
        ValueTask<KvStreamEntries[]> read = Kv.XReadAsync([("x", "0")], ForEver);
        await Kv.ZAddAsync("z", "m", 2);
        await Kv.XAddAsync("x", ("f", "v"));
        Assert.Equal(new KvPopped<KvScored<string>>("z", new("m", 2)), await popped);
        Assert.Equal("v", Assert.Single(Assert.Single(await read).Entries)["f"]);
    }

    [Fact]
    public virtual async Task A_wait_that_is_cancelled_takes_nothing_afterwards()
    {
        using CancellationTokenSource cancel = new();
        ValueTask<KvPopped<string>?> popped = Kv.BLPopAsync(["list"], ForEver, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await popped);
        await Kv.RPushAsync("list", "element");
        Assert.Equal(["element"], await Kv.LRangeAsync("list"));
    }

    [Fact]
    public virtual async Task A_wait_that_is_cancelled_while_it_is_served_loses_no_element()
    {
        for (int i = 0; i < 50; i++)
        {
            using CancellationTokenSource cancel = new();
            Task<KvPopped<long>?> popped = Kv.BLPopAsync<long>(["list"], ForEver, cancel.Token).AsTask();
            Task cancelling = cancel.CancelAsync();
            await Kv.RPushAsync("list", i);
            await cancelling;
            await ((Task)popped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            long? element = popped.IsCompletedSuccessfully ? (await popped)!.Value.Value : await Kv.LPopAsync<long?>("list");
            Assert.Equal(i, element);
            Assert.Equal(0, await Kv.LLenAsync("list"));
        }
    }

    [Fact]
    public virtual async Task A_session_serves_after_a_wait_that_was_cancelled()
    {
        await using IKvSession session = await Kv.OpenSessionAsync();
        using CancellationTokenSource cancel = new();
        ValueTask<KvPopped<string>?> popped = session.BLPopAsync(["list"], ForEver, cancel.Token);
        ValueTask<bool> behind = session.SetAsync("k", "v");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await popped);
        Assert.True(await behind);
    }

    [Fact]
    public async Task A_transaction_is_executed_at_one_moment()
    {
        await using KvTransaction transaction = await Kv.BeginTransactionAsync([]);
        KvQueued<long> sum = transaction.Queue(kv => kv.IncrByAsync("{t}n", 5));
        KvQueued<string?> text = transaction.Queue(kv => kv.GetAsync("{t}n"));
        transaction.Queue(kv => kv.MSetAsync(("{t}a", 1), ("{t}b", 2)));
        Assert.False(await Kv.ExistsAsync("{t}n"));
        Assert.Throws<InvalidOperationException>(() => sum.Result);
        Assert.True(await transaction.CommitAsync());
        Assert.Equal((5, "5"), (sum.Result, text.Result));
        Assert.Equal("2", await Kv.GetAsync("{t}b"));
    }

    [Fact]
    public async Task A_transaction_whose_watched_key_has_changed_executes_nothing()
    {
        await Kv.SetAsync("k", 1);
        await using KvTransaction transaction = await Kv.BeginTransactionAsync(["k"]);
        Assert.Equal(1, await transaction.Session.GetAsync<int>("k"));
        KvQueued<long> sum = transaction.Queue(kv => kv.IncrAsync("k"));
        await Kv.SetAsync("k", 10);
        Assert.False(await transaction.CommitAsync());
        Assert.Throws<InvalidOperationException>(() => sum.Result);
        Assert.Equal("10", await Kv.GetAsync("k"));

        // And serves again.
        transaction.Queue(kv => kv.IncrAsync("k"));
        Assert.True(await transaction.CommitAsync());
        Assert.Equal("11", await Kv.GetAsync("k"));
    }

    [Fact]
    public async Task A_transaction_is_tried_again_until_nobody_interferes()
    {
        await Kv.SetAsync("k", 1);
        int tries = 0;
        long before = await Kv.TransactionAsync(["k"], async transaction =>
        {
            long value = await transaction.Session.GetAsync<long>("k");
            if (++tries < 3) await Kv.IncrAsync("k");
            transaction.Queue(kv => kv.SetAsync("k", value * 100));
            return value;
        });
        Assert.Equal((3, 3), (tries, before));
        Assert.Equal("300", await Kv.GetAsync("k"));
    }

    [Fact]
    public async Task A_transaction_that_somebody_always_interferes_with_is_given_up()
    {
        KvException conflict = await Assert.ThrowsAsync<KvException>(async () => await Kv.TransactionAsync(["k"], async transaction =>
        {
            await Kv.IncrAsync("k");
            transaction.Queue(kv => kv.SetAsync("k", "never"));
        }, attempts: 2));
        Assert.Equal("CONFLICT", conflict.Code);
        Assert.Equal("2", await Kv.GetAsync("k"));
    }

    [Fact]
    public async Task Concurrent_transactions_lose_no_update()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 10; i++)
            {
                await Kv.TransactionAsync(["k"], async transaction =>
                {
                    long value = await transaction.Session.GetAsync<long>("k");
                    transaction.Queue(kv => kv.SetAsync("k", value + 1));
                }, attempts: int.MaxValue);
            }
        })));
        Assert.Equal("40", await Kv.GetAsync("k"));
    }

    [Fact]
    public async Task A_command_that_fails_inside_a_transaction_fails_alone()
    {
        await Kv.RPushAsync("{t}list", "x");
        await using KvTransaction transaction = await Kv.BeginTransactionAsync([]);
        KvQueued<long> wrong = transaction.Queue(kv => kv.IncrAsync("{t}list"));
        KvQueued<long> right = transaction.Queue(kv => kv.IncrAsync("{t}n"));
        Assert.True(await transaction.CommitAsync());
        Assert.Equal("WRONGTYPE", Assert.Throws<KvException>(() => wrong.Result).Code);
        Assert.Equal(1, right.Result);
    }

    [Fact]
    public async Task A_transaction_with_a_command_of_bad_form_executes_nothing_and_says_what_is_bad()
    {
        await using KvTransaction transaction = await Kv.BeginTransactionAsync([]);
        transaction.Queue(kv => kv.IncrAsync("n"));
        transaction.Queue(kv => kv.ExecuteAsync("NOSUCHCOMMAND"));
        KvException refused = await Assert.ThrowsAsync<KvException>(async () => await transaction.CommitAsync());
        Assert.Contains("NOSUCHCOMMAND", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.False(await Kv.ExistsAsync("n"));
    }

    [Fact]
    public async Task A_script_is_part_of_a_transaction()
    {
        await using KvTransaction transaction = await Kv.BeginTransactionAsync([]);
        KvQueued<long> five = transaction.Queue(kv => kv.EvalAsync<long>("return redis.call('INCRBY', KEYS[1], 5)", ["n"]));
        Assert.True(await transaction.CommitAsync());
        Assert.Equal(5, five.Result);
    }
}

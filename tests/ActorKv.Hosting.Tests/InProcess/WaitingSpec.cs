// Commands that wait for their keys.

namespace ActorKv.Hosting.Tests.InProcess;

public sealed class WaitingSpec
{
    [Fact]
    public async Task BLPOP_waits_without_delaying_others_and_is_served()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        Task<KvReply> pop = kv.Kv.ExecuteAsync("BLPOP", "list", 0).AsTask();
        Assert.Equal("OK", await kv.Run("SET", "k", "v"));
        Assert.False(pop.IsCompleted);
        await kv.Run("RPUSH", "list", "a");
        Assert.Equal("a", (await pop)[1].AsString());
    }

    [Fact]
    public async Task Its_timeout_gives_a_null()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        Task<KvReply> pop = kv.Kv.ExecuteAsync("BLPOP", "list", 1).AsTask();
        kv.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await pop).IsNull);
    }

    [Fact]
    public async Task A_cancelled_wait_takes_nothing()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        using CancellationTokenSource cancel = new();
        ValueTask<KvReply> pop = kv.Kv.ExecuteAsync("BLPOP", ["list", 0], cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pop);
        Assert.Equal("1", await kv.Run("RPUSH", "list", "a"));
        Assert.Equal("1", await kv.Run("LLEN", "list"));
    }

    [Fact]
    public async Task Who_is_cancelled_and_served_at_once_gets_the_element_or_leaves_it()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        for (int i = 0; i < 200; i++)
        {
            using CancellationTokenSource cancel = new();
            Task<KvReply> pop = kv.Kv.ExecuteAsync("BLPOP", ["list", 0], cancel.Token).AsTask();
            await Task.WhenAll(Task.Run(cancel.Cancel), Task.Run(() => kv.Run("RPUSH", "list", "a")));
            bool served = await pop.ContinueWith(ended => ended.IsCompletedSuccessfully);
            Assert.Equal(served ? "0" : "1", await kv.Run("LLEN", "list"));
            await kv.Run("DEL", "list");
        }
    }

    [Fact]
    public async Task WAIT_and_XREAD_with_BLOCK_wait_beside_others()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        Task<KvReply> read = kv.Kv.ExecuteAsync("XREAD", "BLOCK", 0, "STREAMS", "s", "$").AsTask();
        Assert.False(read.IsCompleted);
        await kv.Run("XADD", "s", "1-1", "f", "v");
        Assert.Contains("1-1", (await read).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_ends_waits_with_an_error_and_refuses_what_comes_later()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        Task<KvReply> pop = kv.Kv.ExecuteAsync("BLPOP", "list", 0).AsTask();
        IKvSession session = await kv.Kv.OpenSessionAsync();
        Task<KvReply> ofSession = session.ExecuteAsync("BLPOP", "list", 0).AsTask(), behind = session.ExecuteAsync("PING").AsTask();
        await kv.Kv.CloseAsync();
        foreach (Task<KvReply> ended in new[] { pop, ofSession, behind }) await Assert.ThrowsAsync<KvConnectionException>(() => ended);
        KvConnectionException late = await Assert.ThrowsAsync<KvConnectionException>(() => kv.Run("GET", "k"));
        Assert.False(late.OutcomeUnknown);
        await Assert.ThrowsAsync<KvConnectionException>(async () => await session.ExecuteAsync("PING"));
    }

    [Fact]
    public async Task Closing_lets_turns_that_wait_for_a_key_shard_end()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        Assert.True(kv.ShardOf("a").TryEnter());
        Task<string?> set = kv.Run("SET", "a", 1);
        Task closing = kv.Kv.CloseAsync();
        Assert.False(closing.IsCompleted);
        kv.ShardOf("a").Exit();
        await closing;
        Assert.Equal("OK", await set);
    }
}

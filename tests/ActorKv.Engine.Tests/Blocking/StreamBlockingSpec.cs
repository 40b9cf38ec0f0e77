using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Blocking;

public sealed class StreamBlockingSpec
{
    [Fact]
    public async Task An_entry_wakes_all_who_read_the_stream()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("XADD s 1 f old");
        List<Task<string>> waiting = [.. Enumerable.Range(0, 3).Select(_ => kv.NewSession().Run("XREAD BLOCK 0 STREAMS s $"))];
        Task<string> behind = kv.NewSession().Run("XREAD BLOCK 0 STREAMS s 2");
        await kv.Run("XADD s 2 f new");
        foreach (Task<string> read in waiting) Assert.Equal("[[s, [[2-0, [f, new]]]]]", await read);
        Assert.False(behind.IsCompleted);
        await kv.Run("XADD s 3 f newer");
        Assert.Equal("[[s, [[3-0, [f, newer]]]]]", await behind);
    }

    [Fact]
    public async Task A_dollar_of_a_missing_key_means_all_that_comes()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Task<string> waiting = kv.NewSession().Run("XREAD BLOCK 0 STREAMS s t $ $");
        await kv.Run("SET s v");
        await kv.Run("DEL s");
        Assert.False(waiting.IsCompleted);
        await kv.Run("XADD t 1 f v");
        Assert.Equal("[[t, [[1-0, [f, v]]]]]", await waiting);
    }

    [Fact]
    public async Task An_entry_goes_to_the_one_of_a_group_who_has_waited_longest()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("XGROUP CREATE s g $ MKSTREAM");
        Task<string> first = kv.NewSession().Run("XREADGROUP GROUP g a BLOCK 0 STREAMS s >");
        Task<string> second = kv.NewSession().Run("XREADGROUP GROUP g b BLOCK 0 STREAMS s >");
        await kv.Run("XADD s 1 f x");
        Assert.Equal("[[s, [[1-0, [f, x]]]]]", await first);
        Assert.False(second.IsCompleted);
        await kv.Run("XADD s 2 f y");
        Assert.Equal("[[s, [[2-0, [f, y]]]]]", await second);
        Assert.Equal("[(integer) 2, 1-0, 2-0, [[a, 1], [b, 1]]]", await kv.Run("XPENDING s g"));
    }

    [Theory]
    [InlineData("DEL s", "(error) UNBLOCKED the stream key no longer exists")]
    [InlineData("SET s v", "(error) UNBLOCKED the stream key no longer exists")]
    [InlineData("RENAME s other", "(error) UNBLOCKED the stream key no longer exists")]
    [InlineData("FLUSHALL", "(error) UNBLOCKED the stream key no longer exists")]
    [InlineData("SWAPDB 0 1", "(error) UNBLOCKED the stream key no longer exists")]
    [InlineData("XGROUP DESTROY s g", "(error) NOGROUP the consumer group this client was blocked on no longer exists")]
    public async Task A_consumer_waits_no_longer_when_its_group_is_gone(string command, string reply)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("XGROUP CREATE s g $ MKSTREAM");
        Task<string> waiting = kv.NewSession().Run("XREADGROUP GROUP g a BLOCK 0 STREAMS s >");
        Task<string> reader = kv.NewSession().Run("XREAD BLOCK 0 STREAMS s $");
        await kv.Run(command);
        Assert.Equal(reply, await waiting);
        Assert.False(reader.IsCompleted);
    }
}

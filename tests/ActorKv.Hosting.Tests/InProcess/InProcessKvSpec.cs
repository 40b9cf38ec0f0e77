// Commands in process: what is answered at once, what waits, and in which order.

using System.Text;

namespace ActorKv.Hosting.Tests.InProcess;

public sealed class InProcessKvSpec
{
    [Fact]
    public async Task A_command_whose_key_shard_is_free_is_answered_at_once()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        await kv.Run("SET", "k", "v");
        Assert.True(kv.Run("GET", "k").IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Errors_are_exceptions_of_the_task()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        await kv.Run("SET", "k", "v");
        ValueTask<KvReply> push = kv.Kv.ExecuteAsync("LPUSH", "k", "a");
        Assert.Equal("WRONGTYPE", (await Assert.ThrowsAsync<KvException>(async () => await push)).Code);
        Assert.Equal("v", await kv.Run("GET", "k"));
    }

    [Theory]
    [InlineData("MULTI"), InlineData("SELECT", "1"), InlineData("SUBSCRIBE", "c"), InlineData("MONITOR"), InlineData("CLIENT", "REPLY", "OFF")]
    public async Task Commands_that_change_the_connection_are_refused(params string[] words)
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => kv.Run(words[0], [.. words[1..].Select(word => (KvValue)word)]));
    }

    [Theory]
    [InlineData(0), InlineData(100), InlineData(40_000), InlineData(3_000_000)]
    public async Task Values_of_any_size_come_back_as_they_were(int size)
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        byte[] value = new byte[size];
        new Random(size).NextBytes(value);
        await kv.Run("SET", "k", value);
        await kv.Run("SET", "other", new byte[size]);
        Assert.Equal(value, (await kv.Kv.ExecuteAsync("GET", "k")).Bytes);
    }

    [Fact]
    public async Task What_one_thread_issues_is_executed_in_that_order_even_when_a_key_shard_is_busy()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        Assert.NotEqual(kv.ShardOf("a").Index, kv.ShardOf("b").Index);
        Assert.True(kv.ShardOf("a").TryEnter());
        Task<string?> first = kv.Run("SET", "a", 1), second = kv.Run("SET", "b", 2), third = kv.Run("MGET", "a", "b");
        Assert.Equal("(nil)", await await Task.Factory.StartNew(() => kv.Run("GET", "b"), TaskCreationOptions.LongRunning));
        Assert.False(second.IsCompleted);
        kv.ShardOf("a").Exit();
        await Task.WhenAll(first, second);
        Assert.Equal("1 2", await third);
    }

    [Fact]
    public async Task A_call_that_waits_behind_another_can_be_cancelled_and_is_not_executed()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        using CancellationTokenSource cancel = new();
        Assert.True(kv.ShardOf("a").TryEnter());
        Task<string?> first = kv.Run("SET", "a", 1);
        ValueTask<KvReply> second = kv.Kv.ExecuteAsync("SET", ["b", "2"], cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await second);
        kv.ShardOf("a").Exit();
        await first;
        Assert.Equal("(nil)", await kv.Run("GET", "b"));
    }

    [Fact]
    public async Task A_cancelled_token_executes_nothing()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await kv.Kv.ExecuteAsync("SET", ["k", "v"], new CancellationToken(true)));
        Assert.Equal("(nil)", await kv.Run("GET", "k"));
    }

    [Fact]
    public async Task A_session_that_is_killed_is_replaced_when_it_is_shared()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        string id = (await kv.Run("CLIENT", "ID"))!;
        await kv.Run("CLIENT", "KILL", "ID", id, "SKIPME", "no");
        Assert.Equal("OK", await kv.Run("SET", "k", "v"));
        Assert.Equal("v", await kv.Run("GET", "k"));
    }

    [Fact]
    public async Task Callers_in_process_need_no_password_and_have_all_rights()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync(options => options.RequirePass = "secret");
        await kv.Run("ACL", "SETUSER", "default", "-@all");
        Assert.Equal("OK", await kv.Run("SET", "k", "v"));
    }

    [Fact]
    public async Task Many_threads_count_together()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync(options => options.AppendFsync = Engine.Configuration.AppendFsync.EverySecond);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Factory.StartNew(() => CountAsync(thread), TaskCreationOptions.LongRunning).Unwrap()));
        Assert.Equal("16000", await kv.Run("GET", "all"));
        for (int thread = 0; thread < 8; thread++) Assert.Equal("2000", await kv.Run("GET", $"of {thread}"));

        async Task CountAsync(int thread)
        {
            for (int i = 0; i < 1000; i++)
            {
                ValueTask<KvReply> all = kv.Kv.ExecuteAsync("INCR", "all"), own = kv.Kv.ExecuteAsync("INCR", $"of {thread}");
                Assert.Equal(2 * i + 1, (await own).AsInt64());
                Assert.InRange((await all).AsInt64(), 1, 16000);
                await kv.Kv.ExecuteAsync("MSET", $"x{thread}", i, $"y{thread}", i);
                await kv.Kv.ExecuteAsync("INCR", "all");
                await kv.Kv.ExecuteAsync("INCR", $"of {thread}");
            }
        }
    }

    [Fact]
    public async Task GET_allocates_its_result_and_SET_over_a_value_nothing()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync(options => options.AppendOnly = false);
        byte[] value = Encoding.UTF8.GetBytes(new string('v', 32));
        Use(200);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Use(1000);
        long perRound = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
        Assert.Equal(56, perRound);      // byte[32] with its header

        void Use(int times)
        {
            for (int i = 0; i < times; i++)
            {
                Result(kv.Kv.SendAsync(new KvCommand("SET", ["key:000000000001", value]), static (ref reply) => reply.ReadBoolean()));
                Result(kv.Kv.SendAsync(new KvCommand("GET", ["key:000000000001"]), static (ref reply) => reply.ReadBytes().ToArray()));
            }
        }

        static T Result<T>(ValueTask<T> reply) => reply.IsCompletedSuccessfully ? reply.Result : throw new InvalidOperationException("It was not answered at once.");
    }
}

// A request that stores nothing new costs the garbage collector nothing, on its whole way through the session: dispatch, routing, the
// turn, the effect in the commit queue, the reply. bench/ActorKv.Benchmarks shows the same with its memory column.
//
// The queue is held while requests run and flushed between the rounds, so that its two buffers have grown when the last round is measured.

using ActorKv.Engine.Configuration;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Sessions;

public sealed class AllocationSpec
{
    private const int Requests = 10_000;

    [Theory]
    [InlineData("GET", "k")]
    [InlineData("GET", "missing")]
    [InlineData("SET", "k", "another-value-of-32-bytes-length")]
    [InlineData("SET", "k", "short")]
    [InlineData("INCR", "n")]
    [InlineData("MGET", "k", "n", "missing")]
    [InlineData("MSET", "k", "short", "n", "1000")]
    [InlineData("DEL", "missing")]
    [InlineData("SADD", "table", "1")]
    [InlineData("SINTER", "table", "packed")]
    [InlineData("SINTERCARD", "2", "table", "intset")]
    [InlineData("SUNION", "table", "packed", "intset")]
    [InlineData("SDIFF", "packed", "table", "table", "intset")]
    [InlineData("SMEMBERS", "packed")]
    [InlineData("SRANDMEMBER", "table", "2")]
    [InlineData("SSCAN", "table", "0", "MATCH", "a*")]
    public async Task A_request_that_stores_nothing_new_allocates_nothing(params string[] words)
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendFsync = AppendFsync.EverySecond);
        await kv.Run("SET k a-value-that-is-of-32-bytes-length");
        await kv.Run("SET n 1000");
        await kv.Run("SADD intset 1 2 3");
        await kv.Run("SADD packed 1 2 a b");
        await kv.Run($"SADD table 1 2 a b c {new string('x', 65)}");
        Request request = Request.Of([.. words.Select(System.Text.Encoding.ASCII.GetBytes)]);
        Session session = kv.NewSession().Session;
        long allocated = 0;
        for (int round = 0; round < 4; round++)
        {
            kv.Store.Commits.Hold();
            allocated = Run(session, request);
            kv.Store.Commits.Release();
            await kv.Store.Commits.FlushAsync();
        }
        Assert.Equal(0, allocated / Requests);
    }

    private static long Run(Session session, Request request)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Requests; i++)
        {
            if (!session.Execute(request)) throw new InvalidOperationException("The session was suspended.");
            session.Output.Advance(session.Output.Peek().Length);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

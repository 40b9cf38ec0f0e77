using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Sessions;

public sealed class TurnsOverManyShardsSpec
{
    [Fact]
    public async Task Opposite_orders_of_keys_never_deadlock_and_are_never_half_applied()
    {
        const int Sessions = 8, Turns = 2_000;
        await using TestStore kv = await TestStore.OpenAsync();
        string[] keys = [.. Enumerable.Range(0, 6).Select(i => $"k{i}")];
        await kv.Run("MSET " + string.Join(' ', keys.Select(key => key + " start")));

        int torn = 0;
        await Task.WhenAll(Enumerable.Range(0, Sessions).Select(number => Task.Run(async () =>
        {
            using LocalSession session = new(kv.Store);
            IEnumerable<string> order = number % 2 == 0 ? keys : keys.Reverse();
            for (int i = 0; i < Turns; i++)
            {
                if (number < 6) await session.Run("MSET " + string.Join(' ', order.Select(key => $"{key} {number}.{i}")));
                else
                {
                    string values = await session.Run("MGET " + string.Join(' ', order));
                    if (values[1..^1].Split(", ").Distinct().Count() != 1) Interlocked.Increment(ref torn);
                }
            }
        })));
        Assert.Equal(0, torn);

        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
    }

    [Fact]
    public async Task RENAME_back_and_forth_across_shards_never_loses_the_key()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.NotSame(kv.Store.ShardOf("a"u8), kv.Store.ShardOf("b"u8));
        await kv.Run("SET a v");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(async () =>
        {
            using LocalSession session = new(kv.Store);
            for (int i = 0; i < 1_000; i++)
            {
                await session.Run(number % 2 == 0 ? "RENAME a b" : "RENAME b a");
                Assert.Equal("(integer) 1", await session.Run("EXISTS a b"));
            }
        })));
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
    }
}

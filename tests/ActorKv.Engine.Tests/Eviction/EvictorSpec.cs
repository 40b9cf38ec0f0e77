using ActorKv.Engine.Configuration;

namespace ActorKv.Engine.Tests.Eviction;

public sealed class EvictorSpec
{
    private const int Room = 100_000;

    [Fact]
    public async Task Without_eviction_writers_are_refused_and_readers_are_not()
    {
        await using TestStore kv = await OpenAsync(MaxMemoryPolicy.NoEviction);
        string last = "OK";
        for (int i = 0; i < 2000 && last == "OK"; i++) last = await kv.Run($"SET k{i} {new string('x', 100)}");
        Assert.Equal("(error) OOM command not allowed when used memory > 'maxmemory'.", last);
        Assert.Equal(new string('x', 100), await kv.Run("GET k1"));
        Assert.Equal("(error) OOM command not allowed when used memory > 'maxmemory'.", await kv.Run("LPUSH l x"));
        for (int i = 0; i < 10; i++) Assert.Equal("(integer) 1", await kv.Run($"DEL k{i}"));
        Assert.Equal("(integer) 1", await kv.Run("LPUSH l x"));
    }

    [Theory]
    [InlineData("allkeys-lru")]
    [InlineData("allkeys-lfu")]
    [InlineData("allkeys-random")]
    [InlineData("volatile-lru")]
    [InlineData("volatile-lfu")]
    [InlineData("volatile-random")]
    [InlineData("volatile-ttl")]
    public async Task Keys_go_so_that_memory_stays_below_the_limit_and_the_journal_says_so(string policy)
    {
        await using TestStore kv = await OpenAsync(MaxMemoryPolicy.NoEviction);
        Assert.Equal("OK", await kv.Run($"CONFIG SET maxmemory-policy {policy}"));
        for (int i = 0; i < 3000; i++) Assert.Equal("OK", await kv.Run($"SET k{i} {new string('x', 50)} EX {10_000 + i}"));
        for (int i = 0; i < 50; i++) await kv.Run($"RPUSH list{i} {new string('y', 200)}");
        if (policy.StartsWith("volatile", StringComparison.Ordinal))
            for (int i = 0; i < 50; i++) Assert.Equal("(integer) 1", await kv.Run($"LLEN list{i}"));
        Assert.InRange(kv.Store.Evictor.UsedMemory, 1, kv.Store.Options.MaxMemory + 1000);
        Assert.InRange(kv.Store.Statistics.EvictedKeys, 1000, 3050);
        await kv.Store.Commits.FlushAsync();
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
        Assert.Equal(kv.Store.Evictor.UsedMemory - kv.Store.Statistics.StartupMemory, after.Store.Evictor.UsedMemory - after.Store.Statistics.StartupMemory);
    }

    [Fact]
    public async Task Volatile_policies_refuse_writers_when_no_key_has_an_expiry_any_more()
    {
        await using TestStore kv = await OpenAsync(MaxMemoryPolicy.VolatileLru);
        for (int i = 0; i < 100; i++) await kv.Run($"SET volatile{i} {new string('x', 100)} EX 1000");
        string last = "OK";
        int kept = 0;
        for (; last == "OK"; kept++) last = await kv.Run($"SET k{kept} {new string('x', 100)}");
        Assert.StartsWith("(error) OOM", last, StringComparison.Ordinal);
        Assert.Equal(100, kv.Store.Statistics.EvictedKeys);
        Assert.Equal($"(integer) {kept - 1}", await kv.Run("DBSIZE"));
    }

    [Fact]
    public async Task LRU_keeps_what_is_in_use()
    {
        await using TestStore kv = await OpenAsync(MaxMemoryPolicy.AllKeysLru);
        await FillAsync(kv, 20);
        kv.Time.Advance(TimeSpan.FromMinutes(10));
        for (int round = 0; round < 30; round++)
        {
            await ReadAllAsync(kv, 20);
            await WriteOthersAsync(kv, round);
            kv.Time.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.InRange(await CountAsync(kv, 20), 18, 20);
    }

    [Fact]
    public async Task LFU_keeps_what_is_used_often()
    {
        await using TestStore kv = await OpenAsync(MaxMemoryPolicy.AllKeysLfu);
        await FillAsync(kv, 20);
        for (int i = 0; i < 100; i++) await ReadAllAsync(kv, 20);
        for (int round = 0; round < 30; round++) await WriteOthersAsync(kv, round);
        Assert.InRange(await CountAsync(kv, 20), 18, 20);
    }

    [Fact]
    public async Task TTL_takes_first_what_would_go_first()
    {
        await using TestStore kv = await OpenAsync(MaxMemoryPolicy.VolatileTtl);
        for (int i = 0; i < 20; i++) await kv.Run($"SET kept{i} {new string('x', 50)} EX 1000000");
        for (int i = 0; i < 2000; i++) await kv.Run($"SET k{i} {new string('x', 50)} EX 100");
        Assert.Equal(20, await CountAsync(kv, 20));
    }

    [Fact]
    public async Task Lowering_the_limit_evicts_step_by_step()
    {
        await using TestStore kv = await OpenAsync(MaxMemoryPolicy.AllKeysRandom, limited: false);
        for (int i = 0; i < 1000; i++) await kv.Run($"SET k{i} {new string('x', 50)}");
        long used = kv.Store.Evictor.UsedMemory - kv.Store.Statistics.StartupMemory;
        await kv.Run($"CONFIG SET maxmemory {kv.Store.Statistics.StartupMemory + used / 2}");
        Assert.Equal("OK", await kv.Run("SET one more"));
        Assert.InRange(kv.Store.Statistics.EvictedKeys, 1, 100);
        for (int i = 0; i < 20; i++) kv.Store.Evictor.MakeRoom();
        Assert.InRange(kv.Store.Evictor.UsedMemory, 1, kv.Store.Options.MaxMemory);
        Assert.InRange(kv.Store.CountKeys(), 400, 600);
    }

    private static async Task<TestStore> OpenAsync(MaxMemoryPolicy policy, bool limited = true)
    {
        TestStore kv = await TestStore.OpenAsync(options => options.MaxMemoryPolicy = policy);
        if (limited) Assert.Equal("OK", await kv.Run($"CONFIG SET maxmemory {kv.Store.Evictor.UsedMemory + Room}"));
        return kv;
    }

    private static async Task FillAsync(TestStore kv, int keys)
    {
        for (int i = 0; i < keys; i++) await kv.Run($"SET kept{i} {new string('x', 50)}");
    }

    private static async Task ReadAllAsync(TestStore kv, int keys)
    {
        for (int i = 0; i < keys; i++) await kv.Run($"GET kept{i}");
    }

    private static async Task WriteOthersAsync(TestStore kv, int round)
    {
        for (int i = 0; i < 200; i++) await kv.Run($"SET other{round}:{i} {new string('x', 50)}");
    }

    private static async Task<int> CountAsync(TestStore kv, int keys)
    {
        int count = 0;
        for (int i = 0; i < keys; i++)
            if (await kv.Run($"EXISTS kept{i}") == "(integer) 1") count++;
        return count;
    }
}

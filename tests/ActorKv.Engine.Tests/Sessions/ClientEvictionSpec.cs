// maxmemory-clients, with sessions that hold much because nobody reads what they reply.

using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Sessions;

public sealed class ClientEvictionSpec
{
    [Fact]
    public async Task Those_that_hold_most_go_until_the_rest_fit()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.MaxMemoryClients = 100_000);
        LocalSession small = kv.NewSession(), large = kv.NewSession(), larger = kv.NewSession();
        Hold(small, 20_000);
        Hold(large, 60_000);
        Hold(larger, 90_000);
        kv.Store.ClientEviction.Check();
        Assert.True(larger.IsClosed);
        Assert.False(large.IsClosed || small.IsClosed);
        Assert.Contains("evicted_clients:1\r\n", await kv.Run("INFO stats"), StringComparison.Ordinal);
        // One that is on its way out counts no more.
        kv.Store.ClientEviction.Check();
        Assert.False(large.IsClosed);
        await kv.Run("CONFIG RESETSTAT");
        Assert.Contains("evicted_clients:0\r\n", await kv.Run("INFO stats"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CLIENT_NO_EVICT_spares_a_client_and_its_memory_counts()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.MaxMemoryClients = 50_000);
        LocalSession spared = kv.NewSession(), other = kv.NewSession();
        await spared.Run("CLIENT NO-EVICT ON");
        Hold(spared, 60_000);
        Hold(other, 5_000);
        kv.Store.ClientEviction.Check();
        Assert.False(spared.IsClosed);
        Assert.True(other.IsClosed);
    }

    [Fact]
    public async Task The_limit_may_be_a_part_of_maxmemory()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal(0, kv.Store.ClientEviction.Limit);
        await kv.Run("CONFIG SET maxmemory-clients 5%");
        Assert.Equal(0, kv.Store.ClientEviction.Limit);
        await kv.Run("CONFIG SET maxmemory 1gb");
        Assert.Equal((1L << 30) / 20, kv.Store.ClientEviction.Limit);
        Assert.Equal("[maxmemory-clients, 5%]", await kv.Run("CONFIG GET maxmemory-clients"));
        Assert.EndsWith("percentage argument must be less or equal to 100", await kv.Run("CONFIG SET maxmemory-clients 101%"), StringComparison.Ordinal);
        Assert.EndsWith("argument must be a memory or percent value", await kv.Run("CONFIG SET maxmemory-clients 1.5%"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CLIENT_LIST_tells_what_a_transaction_holds()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        using LocalSession session = kv.NewSession();
        await session.Run("WATCH a b");
        await session.Run("MULTI");
        await session.Run("ECHO x");
        string line = await kv.Run($"CLIENT LIST ID {session.Session.Id}");
        Assert.Contains(" flags=x ", line, StringComparison.Ordinal);
        Assert.Contains(" multi=1 watch=2 ", line, StringComparison.Ordinal);
        await kv.Run("SET a 1");
        Assert.Contains(" flags=xd ", await kv.Run($"CLIENT LIST ID {session.Session.Id}"), StringComparison.Ordinal);
    }

    // Output that its client has not read.
    private static void Hold(LocalSession session, int bytes) => session.Session.PendingOutput = bytes;
}

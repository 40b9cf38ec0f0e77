// TIME and ROLE: what the server says of itself in one line.

namespace ActorKv.Engine.Tests.Commands.Server;

public sealed class ServerFactsSpec
{
    [Fact]
    public async Task TIME_tells_seconds_and_microseconds()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        kv.Time.Advance(TimeSpan.FromMilliseconds(1234));
        long now = kv.Store.NowMilliseconds;
        Assert.Equal($"[{now / 1000}, {now % 1000 * 1000}]", await kv.Run("TIME"));
    }

    [Fact]
    public async Task ROLE_is_that_of_a_master_without_replicas()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("[master, (integer) 0, []]", await kv.Run("ROLE"));
    }
}

// stop-writes-on-bgsave-error: while the last save has failed, writers are told so.

namespace ActorKv.Engine.Tests.Recovery;

public sealed class SaveRefusalSpec
{
    [Fact]
    public async Task Writers_are_refused_until_a_save_succeeds_again()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.Save = [new(3600, 1)]);
        await FailToSaveAsync(kv);
        Assert.StartsWith("(error) MISCONF Redis is configured to save RDB snapshots", await kv.Run("SET k v"), StringComparison.Ordinal);
        Assert.Equal("(nil)", await kv.Run("GET k"));
        kv.Snapshots.Fault = null;
        Assert.Equal("OK", await kv.Run("SAVE"));
        Assert.Equal("OK", await kv.Run("SET k v"));
    }

    [Theory]
    [InlineData("stop-writes-on-bgsave-error no"), InlineData("save \"\"")]
    public async Task Without_the_option_or_save_points_nobody_is_refused(string setting)
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.Save = [new(3600, 1)]);
        await FailToSaveAsync(kv);
        Assert.Equal("OK", await kv.Run("CONFIG SET " + setting));
        Assert.Equal("OK", await kv.Run("SET k v"));
    }

    private static async Task FailToSaveAsync(TestStore kv)
    {
        kv.Snapshots.Fault = "the disk is full";
        Assert.StartsWith("(error)", await kv.Run("SAVE"), StringComparison.Ordinal);
    }
}

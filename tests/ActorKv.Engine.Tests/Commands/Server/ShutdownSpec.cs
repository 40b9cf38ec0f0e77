using ActorKv.Engine.Configuration;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Commands.Server;

public sealed class ShutdownSpec
{
    [Theory]
    [InlineData("SHUTDOWN now", true)]
    [InlineData("SHUTDOWN NOSAVE FORCE", false)]
    public async Task SHUTDOWN_stops_the_store_and_replies_nothing(string command, bool journal)
    {
        await using TestStore kv = await TestStore.OpenAsync(options =>
        {
            options.AppendOnly = journal;
            options.Save = [new SavePoint(60, 1)];
        });
        LocalSession session = kv.NewSession();
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.Run(command));
        Assert.True(session.IsClosed);
        Assert.False(await kv.Store.ShutdownRequested);
        Assert.Empty(kv.Snapshots.Saves);
    }

    [Fact]
    public async Task SHUTDOWN_without_a_journal_saves_and_no_write_comes_after_the_save()
    {
        await using TestStore kv = await TestStore.OpenAsync(options =>
        {
            options.AppendOnly = false;
            options.Save = [new SavePoint(60, 1)];
        });
        await kv.Run("SET k v");
        await Assert.ThrowsAsync<InvalidOperationException>(() => kv.NewSession().Run("SHUTDOWN"));
        Assert.False(await kv.Store.ShutdownRequested);
        Assert.Single(kv.Snapshots.Saves);
        Assert.All(kv.Store.Shards, shard => Assert.False(shard.TryEnter()));
        await using TestStore after = await TestStore.OpenAsync(options => options.AppendOnly = false, snapshots: kv.Snapshots);
        Assert.Equal("v", await after.Run("GET k"));
    }

    [Fact]
    public async Task SHUTDOWN_whose_save_fails_does_not_stop()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendOnly = false);
        kv.Snapshots.Fault = "no room";
        Assert.Equal("(error) ERR Errors trying to SHUTDOWN. Check logs.", await kv.Run("SHUTDOWN SAVE"));
        Assert.False(kv.Store.ShutdownRequested.IsCompleted);
        Assert.Equal("OK", await kv.Run("SET k v"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => kv.Run("SHUTDOWN SAVE FORCE"));
        Assert.True(kv.Store.ShutdownRequested.IsCompleted);
    }

    [Theory]
    [InlineData("SHUTDOWN what", "ERR syntax error")]
    [InlineData("SHUTDOWN SAVE NOSAVE", "ERR syntax error")]
    [InlineData("SHUTDOWN ABORT NOW", "ERR syntax error")]
    [InlineData("SHUTDOWN ABORT", "ERR No shutdown in progress.")]
    public async Task SHUTDOWN_refuses_what_makes_no_sense(string command, string error)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) " + error, await kv.Run(command));
        Assert.False(kv.Store.ShutdownRequested.IsCompleted);
    }
}

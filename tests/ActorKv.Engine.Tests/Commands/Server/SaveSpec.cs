// SAVE, BGSAVE, BGREWRITEAOF and LASTSAVE as clients see them. What a save holds is Recovery/.

namespace ActorKv.Engine.Tests.Commands.Server;

public sealed class SaveSpec
{
    [Fact]
    public async Task SAVE_answers_when_the_save_is_complete()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k v");
        kv.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("OK", await kv.Run("SAVE"));
        Assert.Single(kv.Snapshots.Saves);
        Assert.Equal($"(integer) {kv.Store.NowMilliseconds / 1000}", await kv.Run("LASTSAVE"));
    }

    [Fact]
    public async Task SAVE_that_fails_says_why()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        kv.Snapshots.Fault = "no room";
        Assert.Equal("(error) ERR no room", await kv.Run("SAVE"));
        Assert.Contains("rdb_last_bgsave_status:err\r\n", await kv.Run("INFO persistence"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saves_begin_one_at_a_time()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Store.Shards[0].EnterAsync();
        Assert.Equal("Background saving started", await kv.Run("BGSAVE"));
        Assert.Equal("(error) ERR Background save already in progress", await kv.Run("BGSAVE"));
        Assert.Equal("(error) ERR Background save already in progress", await kv.Run("BGSAVE SCHEDULE"));
        Assert.Equal("(error) ERR Background save already in progress", await kv.Run("SAVE"));
        Assert.Contains("rdb_bgsave_in_progress:1\r\n", await kv.Run("INFO persistence"), StringComparison.Ordinal);
        Assert.Equal("Background append only file rewriting scheduled", await kv.Run("BGREWRITEAOF"));
        Assert.Contains("aof_rewrite_scheduled:1\r\n", await kv.Run("INFO persistence"), StringComparison.Ordinal);
        kv.Store.Shards[0].Exit();
        await kv.Store.Saves.WaitAsync();
        kv.Store.Saves.BeginDue();
        await kv.Store.Saves.WaitAsync();
        string persistence = await kv.Run("INFO persistence");
        Assert.Contains("rdb_saves:1\r\n", persistence, StringComparison.Ordinal);
        Assert.Contains("aof_rewrites:1\r\n", persistence, StringComparison.Ordinal);
        Assert.Contains("aof_rewrite_scheduled:0\r\n", persistence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BGSAVE_during_a_rewriting_can_be_scheduled()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Store.Shards[0].EnterAsync();
        Assert.Equal("Background append only file rewriting started", await kv.Run("BGREWRITEAOF"));
        Assert.Equal("(error) ERR Background append only file rewriting already in progress", await kv.Run("BGREWRITEAOF"));
        Assert.Equal("(error) ERR Another child process is active (AOF?): can't BGSAVE right now. " +
            "Use BGSAVE SCHEDULE in order to schedule a BGSAVE whenever possible.", await kv.Run("BGSAVE"));
        Assert.Equal("Background saving scheduled", await kv.Run("BGSAVE SCHEDULE"));
        kv.Store.Shards[0].Exit();
        await kv.Store.Saves.WaitAsync();
        kv.Store.Saves.BeginDue();
        await kv.Store.Saves.WaitAsync();
        Assert.Equal(1, kv.Store.Saves.Taken);
        Assert.Equal(1, kv.Store.Saves.Rewrites);
    }

    [Fact]
    public async Task BGSAVE_takes_nothing_but_SCHEDULE()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) ERR syntax error", await kv.Run("BGSAVE now"));
        Assert.Equal("(error) ERR syntax error", await kv.Run("BGSAVE SCHEDULE x"));
    }
}

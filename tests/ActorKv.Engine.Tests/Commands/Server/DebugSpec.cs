using ActorKv.Engine.Configuration;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Commands.Server;

public sealed class DebugSpec
{
    [Fact]
    public async Task DEBUG_DIGEST_is_that_of_redis_server_over_the_same_data()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("0000000000000000000000000000000000000000", await kv.Run("DEBUG DIGEST"));
        await kv.Run("SET a 1");
        await kv.Run("SET b hello");
        await kv.Run("APPEND b x");
        await kv.Run("RPUSH l 1 2 3");
        await kv.Run("SET ex 1 PX 100000");
        Assert.Equal("[b4fc66738120fba0b5aa500ab5c2bf89cea1c5da, a8a9be575fe6a53e7eb0578fa06387d243cb063d, 4ee6e075f07dc1413244a0d85654cd725e5ce13d, " +
            "5279988c5d1911f474bcbbf2f0a87012d40f8459, 0000000000000000000000000000000000000000]", await kv.Run("DEBUG DIGEST-VALUE a b l ex none"));
        Assert.Equal(kv.Digest(), await kv.Run("DEBUG DIGEST"));
    }

    [Fact]
    public async Task DEBUG_OBJECT_tells_how_a_value_is_kept()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET a 1");
        kv.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Matches("^Value at:0x[0-9a-f]+ refcount:1 encoding:int serializedlength:2 lru:[0-9]+ lru_seconds_idle:3$", await kv.Run("DEBUG OBJECT a"));
        await kv.Run("RPUSH l 1 2 3");
        Assert.EndsWith(" encoding:quicklist serializedlength:16 lru:" + (kv.Store.NowMilliseconds / 1000 & 0xffffff) +
            " lru_seconds_idle:0 ql_nodes:1 ql_avg_node:3.00 ql_listpack_max:-2 ql_compressed:0 ql_uncompressed_size:13", await kv.Run("DEBUG OBJECT l"), StringComparison.Ordinal);
        Assert.Equal("(error) ERR no such key", await kv.Run("DEBUG OBJECT none"));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    public async Task DEBUG_RELOAD_brings_everything_back(string appendOnly)
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendOnly = appendOnly == "yes");
        await kv.Run("RPUSH l 1 2 3");
        await kv.Run("SET ex v PX 100");
        for (int i = 0; i < 50; i++) await kv.Run($"SET key:{i} {i}");
        string digest = kv.Digest();
        Assert.Equal("OK", await kv.Run("DEBUG RELOAD"));
        Assert.Equal(digest, kv.Digest());
        await kv.Run("SET key:1 new");
        Assert.Equal("OK", await kv.Run("DEBUG RELOAD"));
        Assert.Equal("new", await kv.Run("GET key:1"));
        Assert.Equal("(integer) 100", await kv.Run("PTTL ex"));
        kv.Time.Advance(TimeSpan.FromMilliseconds(101));
        Assert.Equal("(nil)", await kv.Run("GET ex"));
    }

    [Fact]
    public async Task DEBUG_RELOAD_NOSAVE_goes_back_to_what_is_durable()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendOnly = false);
        await kv.Run("SET k saved");
        await kv.Run("SAVE");
        await kv.Run("SET k lost");
        Assert.Equal("OK", await kv.Run("DEBUG RELOAD NOSAVE"));
        Assert.Equal("saved", await kv.Run("GET k"));
    }

    [Fact]
    public async Task Blocked_clients_survive_DEBUG_RELOAD()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession waiting = kv.NewSession();
        Task<string> pop = waiting.Run("BLPOP l 0");
        Assert.Equal("OK", await kv.NewSession().Run("DEBUG RELOAD"));
        Assert.False(pop.IsCompleted);
        await kv.NewSession().Run("RPUSH l v");
        Assert.Equal("[l, v]", await pop);
    }

    [Fact]
    public async Task DEBUG_RELOAD_gives_up_when_the_journal_fails_and_leaves_the_key_shards()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendFsync = AppendFsync.EverySecond);
        kv.Journal.Fault = "the disk is full";
        await kv.Run("SET k v");
        Assert.Equal("(error) ERR the disk is full", await kv.Run("DEBUG RELOAD NOSAVE"));
        Assert.Equal("v", await kv.Run("GET k"));
        kv.Journal.Fault = null;
    }

    [Fact]
    public async Task DEBUG_SLEEP_holds_all_key_shards_and_no_thread()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k v");
        Task<string> sleep = kv.NewSession().Run("DEBUG SLEEP 1.5");
        while (kv.Store.Shards[^1].TryEnter())
        {
            kv.Store.Shards[^1].Exit();
            await Task.Yield();
        }
        Task<string> get = kv.NewSession().Run("GET k");
        Assert.Equal("PONG", await kv.NewSession().Run("PING"));
        Assert.False(get.IsCompleted);
        while (!sleep.IsCompleted)
        {
            kv.Time.Advance(TimeSpan.FromSeconds(1.5));
            await Task.Yield();
        }
        Assert.Equal("OK", await sleep);
        Assert.Equal("v", await get);
    }

    [Fact]
    public async Task DEBUG_SET_ACTIVE_EXPIRE_stops_the_sweep()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("OK", await kv.Run("DEBUG SET-ACTIVE-EXPIRE 0"));
        Assert.False(kv.Store.ActiveExpire);
        Assert.Equal("OK", await kv.Run("DEBUG SET-ACTIVE-EXPIRE 1"));
        Assert.True(kv.Store.ActiveExpire);
    }

    [Theory]
    [InlineData("DEBUG JMAP", "ERR unknown subcommand or wrong number of arguments for 'JMAP'. Try DEBUG HELP.")]
    [InlineData("DEBUG sleep", "ERR unknown subcommand or wrong number of arguments for 'sleep'. Try DEBUG HELP.")]
    [InlineData("DEBUG OBJECT", "ERR unknown subcommand or wrong number of arguments for 'OBJECT'. Try DEBUG HELP.")]
    [InlineData("DEBUG DIGEST x", "ERR unknown subcommand or wrong number of arguments for 'DIGEST'. Try DEBUG HELP.")]
    [InlineData("DEBUG RELOAD MERGE", "ERR DEBUG RELOAD only supports the NOSAVE option.")]
    [InlineData("DEBUG", "ERR wrong number of arguments for 'debug' command")]
    public async Task DEBUG_refuses_what_it_does_not_know(string command, string error)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) " + error, await kv.Run(command));
    }
}

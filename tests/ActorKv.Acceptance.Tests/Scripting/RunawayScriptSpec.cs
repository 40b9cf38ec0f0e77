// A script that does not end: who does not want its keys goes on, who does hears -BUSY, and SCRIPT KILL ends it.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Scripting;

public sealed class RunawayScriptSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_runaway_script_stalls_nobody_but_who_wants_its_keys()
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path, "--io-threads", "1", "--busy-reply-threshold", "50");
        using RespClient runaway = server.Connect(), waiting = server.Connect(), other = server.Connect();
        runaway.Queue("EVAL", "while true do pcall(function() while true do end end) end", 1, "mine");
        runaway.Flush();
        Reply stats;
        do stats = other.Do("FUNCTION", "STATS");
        while (stats.Items[1].Items.Count == 0);
        Assert.Equal("OK", other.Do("SET", "yours", "v").Text);

        // Whether it came before the threshold or after it, it is not kept waiting.
        Assert.StartsWith("BUSY Redis is busy running a script.", waiting.Do("GET", "mine").Text, StringComparison.Ordinal);
        Assert.Equal("v", other.Do("GET", "yours").Text);
        Assert.Equal("OK", other.Do("SCRIPT", "KILL").Text);
        Assert.StartsWith("ERR Script killed by user with SCRIPT KILL... script: ", runaway.Receive().Text, StringComparison.Ordinal);
        Assert.Equal("OK", waiting.Do("SET", "mine", "1").Text);
    }

    [Fact]
    public void A_script_keeps_to_its_budgets()
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path);
        using RespClient client = server.Connect();
        Assert.Equal("OK", client.Do("CONFIG", "SET", "script-instruction-limit", 1000000, "script-memory-limit", "16mb").Text);
        Assert.Contains("beyond its budget of instructions", client.Do("EVAL", "redis.call('set', KEYS[1], 1) while true do end", 1, "a").Text, StringComparison.Ordinal);
        Assert.StartsWith("ERR not enough memory", client.Do("EVAL", "local t = {} for i = 1, 1000 do t[i] = string.rep('x', 1000000 + i) end", 0).Text, StringComparison.Ordinal);
        Assert.Equal("1", client.Do("GET", "a").Text);
        Assert.Equal(1, client.Do("EVAL", "return 1", 0).Integer);
    }

    [Fact]
    public void A_script_that_has_written_cannot_be_killed_and_its_effects_are_one_commit()
    {
        using (RespServer server = RespServer.StartActorKv(_directory.Path))
        {
            using RespClient client = server.Connect(), other = server.Connect();
            client.Queue("EVAL", "for i = 1, #KEYS do redis.call('set', KEYS[i], 1) end while true do end", 3, "a", "b", "c");
            client.Flush();
            while (other.Do("SCRIPT", "KILL").Text.StartsWith("NOTBUSY", StringComparison.Ordinal)) Assert.Equal("PONG", other.Do("PING").Text);
            Assert.StartsWith("UNKILLABLE ", other.Do("SCRIPT", "KILL").Text, StringComparison.Ordinal);
            server.Kill();
        }
        using RespServer again = RespServer.StartActorKv(_directory.Path);
        using RespClient reader = again.Connect();
        Assert.Equal("0", reader.Do("EXISTS", "a", "b", "c").Text);
    }

    [Fact]
    public void Functions_survive_kill_9_and_saves()
    {
        using (RespServer server = RespServer.StartActorKv(_directory.Path))
        {
            using RespClient client = server.Connect();
            Assert.Equal("lib", client.Do("FUNCTION", "LOAD", "#!lua name=lib\nredis.register_function('f', function(keys) return redis.call('incr', keys[1]) end)").Text);
            Assert.Equal("1", client.Do("FCALL", "f", 1, "k").Text);
            server.Kill();
        }
        using (RespServer server = RespServer.StartActorKv(_directory.Path))
        {
            using RespClient client = server.Connect();
            Assert.Equal("2", client.Do("FCALL", "f", 1, "k").Text);
            Assert.Equal("OK", client.Do("SAVE").Text);
            // A cluster refuses it: its nodes load from the database when they come back.
            if (!server.IsNode) Assert.Equal("OK", client.Do("DEBUG", "RELOAD").Text);
            Assert.Equal("3", client.Do("FCALL", "f", 1, "k").Text);
            server.Kill();
        }
        using RespServer last = RespServer.StartActorKv(_directory.Path);
        using RespClient after = last.Connect();
        Assert.Equal("4", after.Do("FCALL", "f", 1, "k").Text);
    }
}

// The modes of redis-cli that look at a server: each runs for a bounded time, and says what it says of a Redis.

using System.Diagnostics;
using System.Text;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Clients;

public sealed class RedisCliModesSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly RespServer _server;

    public RedisCliModesSpec() => _server = RespServer.StartActorKv(_directory.Path);

    public void Dispose()
    {
        _server.Dispose();
        _directory.Dispose();
    }

    [RequiresFact(Needs.RedisTools)]
    public void Stat_prints_a_line_a_round()
    {
        using RespClient client = _server.Connect();
        client.Do("DEBUG", "POPULATE", "123");
        Assert.Contains("123 ", Watch(lines: 4, "--stat", "-i", "0.1"));
    }

    [RequiresFact(Needs.RedisTools)]
    public void Memkeys_finds_the_largest_keys()
    {
        using RespClient client = _server.Connect();
        client.Do("SET", "large", new string('x', 100_000));
        client.Do("RPUSH", "l", "a");
        string said = Cli("--memkeys");
        Assert.Contains("Sampled 2 keys in the keyspace!", said);
        Assert.Matches("Biggest string found '\"large\"' has 1[0-9]{5} bytes", said);
    }

    [RequiresFact(Needs.RedisTools)]
    public void Hotkeys_finds_the_key_that_is_used_most()
    {
        using RespClient client = _server.Connect();
        client.Do("CONFIG", "SET", "maxmemory-policy", "allkeys-lfu", "lfu-log-factor", "0");
        client.Do("SET", "cold", "1");
        client.Do("SET", "hot", "1");
        for (int i = 0; i < 50; i++) client.Do("GET", "hot");
        Assert.Contains("keyname: \"hot\"", Cli("--hotkeys"));
    }

    [RequiresTheory(Needs.RedisTools)]
    [InlineData("--latency", 1), InlineData("--latency-history", 20), InlineData("--latency-dist", 8)]
    public void Latency_is_measured_until_it_is_stopped(string mode, int lines)
    {
        Assert.Matches(mode == "--latency-dist" ? "milliseconds" : @"\d+ \d+ \d+\.\d+ \d+", Watch(lines, mode, "-i", "0.1"));
    }

    [RequiresFact(Needs.RedisTools)]
    public void Scan_gives_each_key_that_fits_the_pattern_once()
    {
        using RespClient client = _server.Connect();
        client.Do("DEBUG", "POPULATE", "1000");
        client.Do("MSET", "user:1", "a", "user:2", "b");
        Assert.Equal(["user:1", "user:2"], Cli("--scan", "--pattern", "user:*").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [RequiresFact(Needs.RedisTools)]
    public void Answers_of_introspection_are_shown_as_RESP3_has_them()
    {
        Assert.Contains("1# \"calls\" => (integer)", Cli("-3", "--no-raw", "latency", "histogram", "hello"));
        Assert.Contains("(empty array)", Cli("--no-raw", "slowlog", "get", "0"));
    }

    private string Cli(params string[] arguments) => Tool.Run("redis-cli", ["-p", $"{_server.Port}", .. arguments]).Succeeded();

    // Runs redis-cli until it has printed some lines. Into a pipe it would print them when it ends, and it does not end: hence stdbuf.
    private string Watch(int lines, params string[] arguments)
    {
        using Process process = Tool.Launch("stdbuf", ["-oL", "redis-cli", "-p", $"{_server.Port}", .. arguments], out StringBuilder output);
        Stopwatch patience = Stopwatch.StartNew();
        while (!process.HasExited && patience.Elapsed < TimeSpan.FromSeconds(20))
        {
            lock (output)
                if (output.ToString().Count(c => c == '\n') >= lines) break;
            process.WaitForExit(50);
        }
        process.Kill();
        ToolResult result = Tool.Finish(process, output);
        Assert.True(result.Output.Count(c => c == '\n') >= lines, result.Output);
        return result.Output;
    }
}

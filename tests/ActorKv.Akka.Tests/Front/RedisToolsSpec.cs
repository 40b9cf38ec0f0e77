// Programs that were written for Redis, against a node's RESP port.

using System.Net;
using System.Text;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Akka.Tests.Front;

public sealed class RedisToolsSpec(RedisToolsSpec.Node node) : IClassFixture<RedisToolsSpec.Node>, IAsyncLifetime
{
    public Task InitializeAsync() => node.Kv.FlushAllAsync().AsTask();

    public Task DisposeAsync() => Task.CompletedTask;

    [RequiresTheory(Needs.RedisTools)]
    [InlineData("PING", "PONG")]
    [InlineData("SET k v", "OK", "GET k", "v", "APPEND k w", "2", "STRLEN k", "2", "SET k x NX", "", "EXPIRE k 100", "1", "TTL k", "100", "DEL k", "1")]
    [InlineData("INCRBY n 5", "5", "INCRBYFLOAT n 0.5", "5.5", "SETBIT b 7 1", "0", "BITCOUNT b", "1")]
    [InlineData("HSET h f v g w", "2", "HGET h f", "v", "HGETALL h", "f\nv\ng\nw", "HDEL h f", "1", "HLEN h", "1")]
    [InlineData("RPUSH l a b c", "3", "LRANGE l 0 -1", "a\nb\nc", "LPOP l", "a", "LINSERT l BEFORE c x", "3", "LMOVE l l LEFT RIGHT", "b", "BLPOP l 1", "l\nx")]
    [InlineData("SADD s a", "1", "SISMEMBER s a", "1", "SMEMBERS s", "a", "SINTERCARD 1 s", "1", "SPOP s", "a")]
    [InlineData("ZADD z 1 a 2 b", "2", "ZRANGE z 0 -1 WITHSCORES", "a\n1\nb\n2", "ZSCORE z b", "2", "ZPOPMIN z", "a\n1")]
    [InlineData("XADD x 1-1 f v", "1-1", "XLEN x", "1", "XRANGE x - +", "1-1\nf\nv", "XGROUP CREATE x g 0", "OK", "XREADGROUP GROUP g c STREAMS x >", "x\n1-1\nf\nv", "XACK x g 1-1", "1")]
    [InlineData("PFADD p a b", "1", "PFCOUNT p", "2", "GEOADD g 13.361389 38.115556 Palermo", "1", "GEODIST g Palermo Palermo", "0.0000")]
    [InlineData("MSET a 1 b 2", "CROSSSLOT Keys in request don't hash to the same slot\n", "MSET {a}1 1 {a}2 2", "OK", "MGET {a}1 {a}2", "1\n2")]
    public void Redis_cli_shows_the_replies_of_each_type(params string[] linesAndReplies)
    {
        string[] lines = [.. linesAndReplies.Where((_, i) => i % 2 == 0)], replies = [.. linesAndReplies.Where((_, i) => i % 2 == 1)];
        Assert.Equal(replies, lines.Select(line => Cli(line.Split(' '))));
    }

    [RequiresFact(Needs.RedisTools)]
    public void Redis_cli_speaks_RESP3()
    {
        Assert.Equal("2", Cli("-3", "HSET", "h", "f", "1", "g", "2"));
        Assert.Equal("f 1\ng 2", Cli("-3", "HGETALL", "h"));
        Assert.Contains("proto 3", Cli("-3", "HELLO"));
    }

    [RequiresFact(Needs.RedisTools)]
    public void Redis_cli_loads_a_file_of_commands_and_finds_every_key()
    {
        string[] keys = [.. Enumerable.Range(0, 5000).Select(i => $"key:{i}")];
        byte[] commands = [.. keys.SelectMany(key => RespConnection.Encode($"SET {key} value"))];
        string said = Tool.RunWithInput("redis-cli", ["-p", node.Port, "--pipe"], commands).Succeeded();
        Assert.Contains("errors: 0, replies: 5000", said);
        Assert.Equal("5000", Cli("DBSIZE"));
        Assert.Equal(keys.Order(StringComparer.Ordinal), Cli("--scan", "--pattern", "key:*").Split('\n').Order(StringComparer.Ordinal));
    }

    [RequiresFact(Needs.RedisTools)]
    public void Redis_cli_runs_a_transaction_from_its_standard_input()
    {
        string said = Tool.RunWithInput("redis-cli", ["-p", node.Port], Encoding.ASCII.GetBytes("MULTI\nINCR {t}n\nRPUSH {t}l a\nEXEC\n")).Succeeded();
        Assert.Equal("OK\nQUEUED\nQUEUED\n1\n1", said.TrimEnd('\n'));
    }

    [RequiresTheory(Needs.RedisTools)]
    [InlineData("1", "500")]
    [InlineData("16", "2000")]
    public void Redis_benchmark_ends_without_errors(string pipeline, string requests)
    {
        const string Tests = "ping,set,get,incr,lpush,rpush,lpop,rpop,sadd,hset,spop,zadd,zpopmin,lrange_100";
        string said = Tool.Run("redis-benchmark", "-p", node.Port, "-t", Tests, "-n", requests, "-P", pipeline, "-c", "20", "-r", "500", "-q").Succeeded();
        foreach (string name in (string[])["PING_INLINE", "PING_MBULK", "SET", "GET", "INCR", "LPUSH", "RPUSH", "LPOP", "RPOP", "SADD", "HSET", "SPOP", "ZADD", "ZPOPMIN", "LRANGE_100 (first 100 elements)"])
            Assert.Contains($"{name}: ", said);
        Assert.DoesNotContain("error", said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("warning", said, StringComparison.OrdinalIgnoreCase);
    }

    [RequiresFact(Needs.PythonRedis)]
    public void Python_has_a_queue_of_which_every_job_is_done_once()
    {
        const string Program = """
            import redis, sys, threading
            def connect(): return redis.Redis(port=int(sys.argv[1]), decode_responses=True)
            done, lock = [], threading.Lock()
            def work():
                client = connect()
                while True:
                    _, job = client.blpop("jobs")
                    if job == "end": return
                    with lock: done.append(int(job))
            workers = [threading.Thread(target=work) for _ in range(4)]
            for worker in workers: worker.start()
            client = connect()
            for i in range(300): client.rpush("jobs", i)
            pipe = client.pipeline(transaction=False)
            for i in range(300, 600): pipe.rpush("jobs", i)
            pipe.execute()
            for worker in workers: client.rpush("jobs", "end")
            for worker in workers: worker.join()
            assert sorted(done) == list(range(600)), done
            assert client.llen("jobs") == 0
            client.rpush("plain", "a", "b")
            print(client.lpop("plain"), client.lpop("plain"), client.lpop("plain"))
            """;
        Assert.Equal("a b None\n", Tool.Run(Tool.Python, "-c", Program, node.Port).Succeeded());
    }

    private string Cli(params string[] arguments)
    {
        string said = Tool.Run("redis-cli", ["-p", node.Port, .. arguments]).Succeeded();
        return said.EndsWith('\n') ? said[..^1] : said;
    }

    /// <summary>The journal is in memory: what it is about is between socket and key shard.</summary>
    public sealed class Node : IAsyncLifetime
    {
        private TestNode? _node;

        public IActorKv Kv => _node!.Kv.Kv;

        public string Port => ((IPEndPoint)_node!.Kv.Address!).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        public async Task InitializeAsync() => _node = await TestNode.StandaloneAsync();

        public async Task DisposeAsync() => await _node!.DisposeAsync();
    }
}

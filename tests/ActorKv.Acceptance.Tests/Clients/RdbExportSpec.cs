// redis-cli --rdb gets a file that redis-server loads, with all keys and their expiries.

using System.Globalization;
using System.Text;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Clients;

public sealed class RdbExportSpec : IDisposable
{
    private readonly TempDirectory _directory = new(), _other = new();

    public void Dispose()
    {
        _directory.Dispose();
        _other.Dispose();
    }

    [RequiresTheory(Needs.RedisServer)]
    [InlineData("yes", 256), InlineData("no", 1)]
    public void Redis_server_loads_the_file_and_has_the_same_digest(string appendOnly, int shards)
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path, "--appendonly", appendOnly, "--key-shards", shards.ToString(CultureInfo.InvariantCulture));
        using RespClient client = server.Connect();
        Fill(client);
        string digest = client.Do("DEBUG", "DIGEST").Text;
        string file = Path.Combine(_other.Path, "dump.rdb");

        Assert.Contains("Transfer finished with success", Tool.Run("redis-cli", "-p", $"{server.Port}", "--rdb", file).Succeeded());

        using RespServer redis = RespServer.StartOracle("--dir", _other.Path, "--dbfilename", "dump.rdb");
        using RespClient oracle = redis.Connect();
        Assert.Equal(digest, oracle.Do("DEBUG", "DIGEST").Text);
        Assert.Equal(client.Do("PEXPIRETIME", "expiring").Integer, oracle.Do("PEXPIRETIME", "expiring").Integer);
        Assert.Equal("PONG", client.Do("PING").Text);
    }

    [RequiresTheory(Needs.RedisServer)]
    [InlineData("--rdb", 1), InlineData("--functions-rdb", 0)]
    public void Functions_are_in_the_file(string option, int keys)
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path);
        using RespClient client = server.Connect();
        client.Do("SET", "key", "v");
        client.Do("FUNCTION", "LOAD", "#!lua name=one\nredis.register_function('one', function() return 1 end)");
        client.Do("FUNCTION", "LOAD", "#!lua name=two\nredis.register_function('two', function() return 2 end)");
        client.Do("FUNCTION", "DELETE", "one");
        string file = Path.Combine(_other.Path, "dump.rdb");
        Tool.Run("redis-cli", "-p", $"{server.Port}", option, file).Succeeded();
        Assert.Contains("sync_full:1", client.Do("INFO", "stats").Text, StringComparison.Ordinal);

        using RespServer redis = RespServer.StartOracle("--dir", _other.Path, "--dbfilename", "dump.rdb");
        using RespClient oracle = redis.Connect();
        Assert.Equal(2, oracle.Do("FCALL", "two", 0).Integer);
        Assert.Single(oracle.Do("FUNCTION", "LIST").Items);
        Assert.Equal(keys, oracle.Do("DBSIZE").Integer);
    }

    [RequiresFact(Needs.RedisServer)]
    public void A_file_taken_under_load_is_one_moment()
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path);
        using RespClient client = server.Connect();
        client.Do("DEBUG", "POPULATE", "20000");
        using CancellationTokenSource stop = new();
        // Two counters in different key shards that only ever move together.
        Task load = Task.Run(() =>
        {
            using RespClient writer = server.Connect();
            for (int i = 1; !stop.IsCancellationRequested; i++) writer.Do("MSET", "a", $"{i}", "b", $"{i}", "c", $"{i}");
        });
        string file = Path.Combine(_other.Path, "dump.rdb");
        Tool.Run("redis-cli", "-p", $"{server.Port}", "--rdb", file).Succeeded();
        stop.Cancel();
        load.Wait();

        using RespServer redis = RespServer.StartOracle("--dir", _other.Path, "--dbfilename", "dump.rdb");
        using RespClient oracle = redis.Connect();
        string[] counters = [.. oracle.Do("MGET", "a", "b", "c").Items.Select(item => item.Text)];
        Assert.Equal(counters[0], counters[1]);
        Assert.Equal(counters[0], counters[2]);
        Assert.Equal(20_003, oracle.Do("DBSIZE").Integer);
    }

    [RequiresFact(Needs.RedisServer)]
    public void A_server_that_wants_to_be_a_replica_is_refused()
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path);
        using RespClient client = server.Connect();
        Assert.Equal("OK", client.Do("REPLCONF", "listening-port", "6379").Text);
        Assert.Equal("ERR ActorKv has no replicas; a snapshot is for tools such as redis-cli --rdb", client.Do("PSYNC", "?", "-1").Text);
    }

    private static void Fill(RespClient client)
    {
        client.Do("DEBUG", "POPULATE", "5000", "many", "50");
        client.Do("SET", "number", "12345");
        client.Do("SET", "expiring", "v", "PXAT", "33000000000000");
        client.Do("SET", "binary", "\0\u0001\u00ff");
        client.Do("SET", "long", new string('x', 100_000));
        for (int i = 0; i < 1000; i++)
        {
            string text = i.ToString(CultureInfo.InvariantCulture);
            client.Do("RPUSH", "list", text, new StringBuilder().Insert(0, text, 10).ToString());
            client.Do("SADD", "ints", text);
            client.Do("SADD", "words", "w" + text);
            client.Do("HSET", "hash", "f" + text, text);
            client.Do("ZADD", "zset", text, "m" + text);
            client.Do("XADD", "stream", $"{i + 1}-1", "f", text);
        }
        client.Do("HSET", "small", "f", "v");
        client.Do("ZADD", "smallz", "1.5", "m");
        client.Do("SADD", "smallset", "a", "b");
        client.Do("XGROUP", "CREATE", "stream", "group", "0");
        client.Do("XREADGROUP", "GROUP", "group", "consumer", "COUNT", "5", "STREAMS", "stream", ">");
        client.Do("PFADD", "hll", "a", "b", "c");
        client.Do("SELECT", "3");
        client.Do("SET", "other", "database");
        client.Do("EXPIRE", "other", "100000");
        client.Do("SELECT", "0");
    }
}

// AKV.CHANGES over the wire: redis-server kept as a copy, and crashes.

using ActorKv.Acceptance.Tests.Crashes;
using ActorKv.Acceptance.Tests.Differential;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace ActorKv.Acceptance.Tests.Feeds;

public sealed class FeedSpec(ITestOutputHelper output) : IDisposable
{
    private const int Sequences = 10;
    private const int Length = 1500;
    private const int Rounds = 6;

    private readonly TempDirectory _directory = new(), _other = new();

    public void Dispose()
    {
        _directory.Dispose();
        _other.Dispose();
    }

    [RequiresFact(Needs.RedisServer)]
    public void A_redis_server_that_is_told_all_changes_has_the_same_data()
    {
        ulong seed = (ulong)Seed.Choose(output, 20261122);
        using RespServer server = RespServer.StartActorKv(_directory.Path, "--appendfsync", "no");
        using RespServer redis = RespServer.StartOracle();
        using FeedCopy copy = new(server, redis);
        using RespClient client = server.Connect(), oracle = redis.Connect();

        Prop.ForAll(CommandGenerator.Sequence(Length), Same).Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences).WithReplay(seed, 2 * seed + 1));

        Assert.True(copy.Position > 1000, $"Only {copy.Position} turns changed anything.");

        bool Same(RandomCommand[] commands)
        {
            client.Do("SELECT", 0);
            foreach (RandomCommand[] together in commands.Where(command => !command.IsWalk).Chunk(50))
            {
                foreach (RandomCommand command in together) client.Queue(command.Arguments);
                client.Flush();
                foreach (RandomCommand _ in together) client.Receive();
            }
            Assert.Equal(1, client.Do("WAITAOF", 1, 0, 0).Items[0].Integer);
            copy.CatchUp();
            string digest = client.Do("DEBUG", "DIGEST").Text;
            copy.CatchUp();
            bool same = digest == oracle.Do("DEBUG", "DIGEST").Text;
            if (!same || copy.Errors.Count > 0) output.WriteLine(string.Join('\n', copy.Errors.Take(20)));
            return same && copy.Errors.Count == 0;
        }
    }

    [RequiresFact(Needs.RedisServer)]
    public void A_copy_begins_with_an_RDB_file_and_goes_on_from_its_position()
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path);
        using RespClient client = server.Connect();
        client.Do("DEBUG", "POPULATE", "1000");
        client.Do("INCR", "counter");
        using CancellationTokenSource stop = new();
        Task load = Task.Run(() =>
        {
            using RespClient writer = server.Connect();
            for (int i = 0; !stop.IsCancellationRequested; i++) writer.Do("RPUSH", $"list:{i % 50}", $"{i}");
        });
        string file = Path.Combine(_other.Path, "dump.rdb");
        Tool.Run("redis-cli", "-p", $"{server.Port}", "--rdb", file).Succeeded();
        stop.Cancel();
        load.Wait();
        client.Do("INCR", "counter");

        string position = Tool.Run("redis-check-rdb", file).Succeeded().Split('\n').Single(line => line.Contains("akv-position", StringComparison.Ordinal)).Split('\'')[1];
        using RespServer redis = RespServer.StartOracle("--dir", _other.Path, "--dbfilename", "dump.rdb");
        using RespClient oracle = redis.Connect();
        using FeedCopy copy = new(server, redis, long.Parse(position));
        copy.CatchUp();
        Assert.Empty(copy.Errors);
        Assert.Equal("2", oracle.Do("GET", "counter").Text);
        Assert.Equal(client.Do("DEBUG", "DIGEST").Text, oracle.Do("DEBUG", "DIGEST").Text);
    }

    [RequiresFact(Needs.RedisServer)]
    public void Functions_come_along()
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path);
        using RespServer redis = RespServer.StartOracle();
        using RespClient client = server.Connect(), oracle = redis.Connect();
        using FeedCopy copy = new(server, redis);
        client.Do("FUNCTION", "LOAD", "#!lua name=gone\nredis.register_function('gone', function() return 1 end)");
        client.Do("FUNCTION", "LOAD", "#!lua name=stays\nredis.register_function('stays', function() return 7 end)");
        client.Do("FUNCTION", "DELETE", "gone");
        copy.CatchUp();
        Assert.Empty(copy.Errors);
        Assert.Equal(7, oracle.Do("FCALL", "stays", 0).Integer);
        Assert.Single(oracle.Do("FUNCTION", "LIST").Items);
    }

    [RequiresFact(Needs.RedisServer, Needs.PythonRedis)]
    public void A_program_that_is_started_again_goes_on_where_it_was()
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path), redis = RespServer.StartOracle();
        using RespClient client = server.Connect(), oracle = redis.Connect();
        for (int round = 1; round <= 2; round++)
        {
            for (int i = 0; i < 500; i++) client.Do("RPUSH", $"list:{i % 7}", $"{round}.{i}");
            client.Do("INCR", "counter");
            client.Do("SET", "stop", round);
            Tool.Run(Tool.Python, TestPaths.Program("python", "follow_changes.py"), $"{server.Port}", $"{redis.Port}").Succeeded();
        }
        Assert.Equal("2", oracle.Do("GET", "counter").Text);
        oracle.Do("DEL", "position");
        Assert.Equal(client.Do("DEBUG", "DIGEST").Text, oracle.Do("DEBUG", "DIGEST").Text);
    }

    [Fact]
    public void With_appendfsync_always_nothing_is_told_that_kill_9_undoes()
    {
        Random random = new(Seed.Choose(output));
        FeedClient[] readers = [new FeedClient("1000"), new FeedClient("3")];
        CrashClient[] clients = [.. Enumerable.Range(0, 3).Select(i => new ManyKeysClient(i)), new PipelineClient(0, 1), new PipelineClient(1, 16), .. readers];
        using RespServer server = RespServer.StartActorKv(_directory.Path, "--appendfsync", "always");
        for (int round = 1; round <= Rounds; round++)
        {
            int steps = random.Next(50, 2000);
            output.WriteLine($"Round {round}: kill -9 after {steps} steps");
            CrashLoad.KillAfter(server, clients, steps);
            server.Start();
            using RespClient client = server.Connect();
            foreach (CrashClient told in clients) told.Verify(client);
        }
        Assert.All(readers, reader => Assert.True(reader.Told > 0, "Nothing was told."));
    }

    [RequiresFact(Needs.RedisTools)]
    public void A_reader_that_waits_does_not_hold_the_server_up()
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path);
        using RespClient client = server.Connect(), reader = server.Connect();
        reader.Queue("AKV.CHANGES", "$", "BLOCK", 0);
        reader.Flush();
        Assert.Equal("PONG", client.Do("PING").Text);
        while (!client.Do("CLIENT", "LIST").Text.Contains("flags=b", StringComparison.Ordinal)) Thread.Yield();
        Assert.Equal("OK", Tool.Run("redis-cli", "-p", $"{server.Port}", "SET", "k", "v").Succeeded().Trim());
        Reply change = Assert.Single(reader.Receive().Items[1].Items);
        Assert.Equal("[SET, k, v]", $"[{string.Join(", ", change.Items[4].Items.Select(argument => argument.Text))}]");
        Assert.Contains("SET", Tool.Run("redis-cli", "-p", $"{server.Port}", "AKV.CHANGES", "-").Succeeded(), StringComparison.Ordinal);
    }
}

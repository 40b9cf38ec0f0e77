// What only a real server can show: that it means by a command what the client thinks, that it comes back, that it has a socket in the file system.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Client.Tests.Conformance;

namespace ActorKv.Client.Tests.Connections;

public sealed class RealServerSpec(ActorKvServer server) : IClassFixture<ActorKvServer>
{
    [Fact]
    public async Task Every_blocking_command_of_ActorKv_is_known_to_wait()
    {
        await using ActorKvConnection connection = await ActorKvConnection.ConnectAsync($"redis://127.0.0.1:{server.Port}");
        await AssertBlockingCommandsAreKnownAsync(connection);
    }

    [RequiresFact(Needs.RedisServer)]
    public async Task Every_blocking_command_of_redis_server_is_known_to_wait()
    {
        using RespServer redis = RespServer.StartOracle();
        await using ActorKvConnection connection = await ActorKvConnection.ConnectAsync($"redis://127.0.0.1:{redis.Port}");
        await AssertBlockingCommandsAreKnownAsync(connection);
    }

    [RequiresFact(Needs.RedisServer)]
    public async Task A_Unix_domain_socket_serves_as_a_port_does()
    {
        using TempDirectory directory = new();
        using RespServer redis = RespServer.StartOracle("--unixsocket", directory["redis.sock"]);
        await using ActorKvConnection connection = await ActorKvConnection.ConnectAsync($"unix://{directory["redis.sock"]}");
        Assert.True(await connection.SetAsync("k", "v"));
        Assert.Equal("v", await connection.GetAsync("k"));
    }

    [Fact]
    public async Task A_server_that_was_killed_and_comes_back_is_found_again_with_all_that_it_has_confirmed()
    {
        using TempDirectory directory = new();
        using RespServer mortal = RespServer.StartActorKv(directory.Path);
        await using ActorKvConnection connection = await ActorKvConnection.ConnectAsync(new ActorKvConnectionOptions
        {
            Host = "127.0.0.1", Port = mortal.Port, CommandTimeout = TimeSpan.FromMinutes(1), MaxReconnectDelay = TimeSpan.FromMilliseconds(100),
        });
        await using IKvSubscription subscription = await connection.SubscribeAsync("c");
        await using IKvSession session = await connection.OpenSessionAsync();
        Assert.Equal(1, await connection.IncrAsync("n"));
        mortal.Kill();
        await Assert.ThrowsAsync<KvConnectionException>(async () => await session.GetAsync("n"));
        while (connection.IsConnected) await Task.Yield();
        Task<long> sum = connection.IncrAsync("n").AsTask();
        mortal.Start();
        Assert.Equal(2, await sum);
        await connection.PublishAsync("c", "back");
        await foreach (KvMessage message in subscription)
        {
            Assert.Equal("back", message.Text);
            break;
        }
    }

    // WAIT and WAITAOF wait for their own connection's writes; a session knows them.
    private static async Task AssertBlockingCommandsAreKnownAsync(ActorKvConnection connection)
    {
        KvReply commands = await connection.ExecuteAsync("COMMAND");
        string[] blocking = [.. commands.Items.Where(command => command[2].AsStrings().Contains("blocking")).Select(command => command[0].AsString()!)];
        Assert.Contains("blpop", blocking);
        Assert.All(blocking, name => Assert.True(KvCommandRules.MayWait(new KvCommand(name, ["x", "BLOCK", 0])), name));
    }
}

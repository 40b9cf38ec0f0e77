using System.Text;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Clients;

public sealed class RedisCliSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly RespServer _server;

    public RedisCliSpec() => _server = RespServer.StartActorKv(_directory.Path);

    public void Dispose()
    {
        _server.Dispose();
        _directory.Dispose();
    }

    [RequiresFact(Needs.RedisTools)]
    public void Commands_are_answered_in_another_database_too()
    {
        Assert.Equal("OK\n", Cli("-n", "2", "set", "k", "with space").Succeeded());
        Assert.Equal("with space\n", Cli("-n", "2", "get", "k").Succeeded());
        Assert.Equal("\n", Cli("get", "k").Succeeded());
        Assert.Equal("(nil)\n", Cli("--no-raw", "get", "k").Succeeded());
        Assert.Equal("k\n", Cli("-n", "2", "--scan", "--pattern", "k*").Succeeded());
    }

    [RequiresFact(Needs.RedisTools)]
    public void An_error_ends_redis_cli_e_with_1()
    {
        ToolResult result = Cli("-e", "nosuchcommand", "a");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ERR unknown command 'nosuchcommand', with args beginning with: 'a'", result.Output);
    }

    [RequiresFact(Needs.RedisTools)]
    public void With_option_3_it_speaks_RESP3()
    {
        Assert.Contains("1# \"appendfsync\" => \"always\"", Cli("-3", "--no-raw", "config", "get", "appendfsync").Succeeded());
        Assert.Contains("1) \"appendfsync\"", Cli("-2", "--no-raw", "config", "get", "appendfsync").Succeeded());
        Assert.Contains("\"proto\" => (integer) 3", Cli("-3", "--no-raw", "hello").Succeeded());
    }

    [RequiresFact(Needs.RedisTools)]
    public void Pipe_inserts_in_mass()
    {
        const int Count = 20_000;
        StringBuilder commands = new();
        for (int i = 0; i < Count; i++)
        {
            string key = $"key:{i}", value = $"value {i}";
            commands.Append($"*3\r\n$3\r\nSET\r\n${key.Length}\r\n{key}\r\n${value.Length}\r\n{value}\r\n");
        }

        string said = Tool.RunWithInput("redis-cli", ["-p", $"{_server.Port}", "--pipe"], Encoding.ASCII.GetBytes(commands.ToString())).Succeeded();

        Assert.Contains($"errors: 0, replies: {Count}", said);
        Assert.Equal($"{Count}\n", Cli("dbsize").Succeeded());
        Assert.Equal("value 19999\n", Cli("get", "key:19999").Succeeded());
    }

    [RequiresFact(Needs.RedisTools)]
    public void Bigkeys_walks_the_keys()
    {
        using RespClient client = _server.Connect();
        for (int i = 0; i < 200; i++) client.Do("RPUSH", $"list:{i % 5}", "a");

        string said = Cli("--bigkeys").Succeeded();

        Assert.Contains("Sampled 5 keys in the keyspace!", said);
        Assert.Contains("5 lists with 200 items", said);
    }

    [Fact]
    public void Telnet_users_type_commands_inline()
    {
        using RespClient client = _server.Connect();

        client.SendRaw("SET greeting \"hello \\x41\\n\"\r\nGET greeting\r\n\r\nPING\n"u8);

        Assert.Equal("OK", client.Receive().Text);
        Assert.Equal("hello A\n", client.Receive().Text);
        Assert.Equal("PONG", client.Receive().Text);
        client.SendRaw("SET k \"unbalanced\r\n"u8);
        Assert.Equal("ERR Protocol error: unbalanced quotes in request", client.Receive().Text);
        Assert.True(client.WaitForClose());
    }

    private ToolResult Cli(params string[] arguments) => Tool.Run("redis-cli", ["-p", $"{_server.Port}", .. arguments]);
}

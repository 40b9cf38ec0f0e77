using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Lifecycle;

public sealed class StartAndStopSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void SIGTERM_commits_what_is_there_and_exits_with_0()
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path, "--appendfsync", "everysec");
        using (RespClient client = server.Connect())
        {
            for (int i = 0; i < 1000; i++) client.Queue("SET", $"key:{i}", i);
            client.Flush();
            for (int i = 0; i < 1000; i++) Assert.Equal("OK", client.Receive().Text);
        }

        Assert.Equal(0, server.Terminate());

        server.Start();
        using RespClient after = server.Connect();
        for (int i = 0; i < 1000; i++) Assert.Equal($"{i}", after.Do("GET", $"key:{i}").Text);
    }

    [Fact]
    public void A_second_server_on_the_same_directory_is_refused()
    {
        using RespServer first = RespServer.StartActorKv(_directory.Path);
        using RespServer second = RespServer.ActorKv(_directory.Path);

        ToolResult refusal = second.StartInVain();

        Assert.Equal(1, refusal.ExitCode);
        Assert.Contains($"{_directory.Path} is in use by process {first.ProcessId}", refusal.Output);
        using RespClient client = first.Connect();
        Assert.Equal("PONG", client.Do("PING").Text);
    }

    [Fact]
    public void A_directory_of_another_number_of_key_shards_is_refused()
    {
        using (RespServer server = RespServer.StartActorKv(_directory.Path, "--key-shards", "16")) Assert.Equal(0, server.Terminate());

        using RespServer other = RespServer.ActorKv(_directory.Path, "--key-shards", "32");
        ToolResult refusal = other.StartInVain();

        Assert.Equal(1, refusal.ExitCode);
        Assert.Contains("was created with 16 key shards, the configuration says 32", refusal.Output);
    }
}

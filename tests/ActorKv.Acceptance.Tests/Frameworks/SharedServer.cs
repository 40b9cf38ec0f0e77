// One ActorKv for all programs of a spec class, which run one after the other: each finds it empty, in its ordinary configuration.

using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Frameworks;

public sealed class SharedServer : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly RespServer _server;

    public SharedServer() => _server = RespServer.StartActorKv(_directory.Path);

    public int Port => _server.Port;

    /// <summary>Takes all keys away.</summary>
    public void Clear()
    {
        using RespClient client = _server.Connect();
        Assert.Equal("OK", client.Do("FLUSHALL").Text);
    }

    /// <summary>
    /// Runs a program of the folder named after its language: PROGRAM PORT FEATURE. It does real work on the server, checks what comes of it,
    /// and ends with an error when something is not as it is on redis-server.
    /// </summary>
    public void Passes(string interpreter, string language, string program, string feature)
    {
        Clear();
        Tool.Run(interpreter, TestPaths.Program(language, program), $"{_server.Port}", feature).Succeeded();
    }

    public void Dispose()
    {
        _server.Dispose();
        _directory.Dispose();
    }
}

// A server of a test's own: ActorKv, or redis-server as the oracle. On a free loopback port, with a data directory of its own.
//
// Where something else is to start instead of an ActorKv that stands alone (Instead), tests need not know.
//
// A port that was free a moment ago may be taken by somebody else until the server binds it: then another one is tried.

using System.Net;
using System.Net.Sockets;

namespace ActorKv.Acceptance.Tests.Harness;

/// <summary>What a server may be a part of.</summary>
internal interface IWhole : IDisposable
{
    /// <summary>Waits until all parts are there and do what is theirs.</summary>
    void WaitUntilWhole();
}

internal sealed class RespServer : IDisposable
{
    private const int PortAttempts = 5;

    private readonly string _executable;
    private readonly Func<int, string[]> _arguments;
    private ReadyProcess? _process;
    private IWhole? _whole;

    private RespServer(string executable, Func<int, string[]> arguments, bool isNode)
    {
        IsNode = isNode;
        _executable = executable;
        _arguments = arguments;
        Port = FreePort();
    }

    /// <summary>What starts, and is running, instead of an ActorKv that stands alone: a server, and the whole that it is a part of. Null for nothing.</summary>
    public static Func<string, string[], (RespServer Server, IWhole? Whole)>? Instead { get; set; }

    /// <summary>Stays the same when the server is started again.</summary>
    public int Port { get; private set; }

    /// <summary>True for a node that answers as one of a cluster does: several slots in a command are too many, and there is no digest of everything.</summary>
    public bool IsNode { get; }

    public int ProcessId => Process.Id;

    /// <summary>What the process has said since it was started last.</summary>
    public string Output => Process.Output;

    private ReadyProcess Process => _process ?? throw new InvalidOperationException("The server was never started.");

    /// <summary>An ActorKv server, running.</summary>
    public static RespServer StartActorKv(string directory, params string[] options)
    {
        if (Instead is not { } instead) return ActorKv(directory, options).Start();
        (RespServer server, IWhole? whole) = instead(directory, options);
        server._whole = whole;
        return server;
    }

    /// <summary>An ActorKv server, to be started.</summary>
    public static RespServer ActorKv(string directory, params string[] options) => Of(TestPaths.ServerExecutable, directory, options);

    /// <summary>The server that an executable is, to be started.</summary>
    public static RespServer Of(string executable, string directory, params string[] options) =>
        new(executable, port => ["--port", $"{port}", "--dir", directory, .. options], isNode: options.Contains("--cluster-enabled"));

    /// <summary>A node that an executable is, to be started.</summary>
    /// <param name="executable">What to start.</param>
    /// <param name="arguments">With which arguments, at a port.</param>
    public static RespServer Node(string executable, Func<int, string[]> arguments) => new(executable, arguments, isNode: true);

    /// <summary>A redis-server without persistence, running.</summary>
    public static RespServer StartOracle(params string[] options) =>
        new RespServer("redis-server", port => ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--enable-debug-command", "yes", .. options], isNode: false).Start();

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts the process and waits until it serves.</summary>
    public RespServer Start()
    {
        for (int attempt = 1; !TryStart(); attempt++)
        {
            int exit = Process.WaitForEnd();
            if (!Output.Contains("in use", StringComparison.OrdinalIgnoreCase) || attempt == PortAttempts)
                Assert.Fail($"{_executable} ended with {exit} instead of serving:\n{Output}");
            Port = FreePort();
        }
        // A node that comes back takes its share while the others serve it.
        _whole?.WaitUntilWhole();
        return this;
    }

    /// <summary>Starts the process, which must end instead of serving; returns how.</summary>
    public ToolResult StartInVain()
    {
        Assert.False(TryStart(), "The server serves.");
        return new ToolResult(Process.WaitForEnd(), Output);
    }

    /// <summary>Starts the process and waits for nothing: it may be long before it serves.</summary>
    public void Begin()
    {
        _process?.Dispose();
        _process = new ReadyProcess(Tool.StartInfo(_executable, _arguments(Port)));
    }

    /// <summary>Waits until a process that was begun serves.</summary>
    public void WaitUntilServing() => Assert.True(Process.WaitUntilReady(), $"{_executable} ended instead of serving:\n{Output}");

    public RespClient Connect() => new(Port);

    /// <summary>kill -9.</summary>
    public void Kill() => Process.Kill();

    /// <summary>SIGTERM; returns the exit code.</summary>
    public int Terminate() => Process.Terminate();

    /// <summary>SIGSTOP: it does nothing until <see cref="Resume"/>, and does not know it.</summary>
    public void Pause() => Process.Pause();

    /// <summary>SIGCONT.</summary>
    public void Resume() => Process.Resume();

    public void Dispose()
    {
        // Who disposes the whole comes here again, for this part of it.
        if (_whole is { } whole)
        {
            _whole = null;
            whole.Dispose();
        }
        else _process?.Dispose();
    }

    private bool TryStart()
    {
        Begin();
        return Process.WaitUntilReady();
    }
}

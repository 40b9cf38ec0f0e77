// A server process of a test's own: ActorKv, or redis-server as the oracle. On a free loopback port, with a data directory of its own, quiet.
//
// Both say "Ready" when they serve: Start returns at that line, or fails with everything the process said if it ends instead. Nothing here
// waits by the clock, except to give up on a process that neither serves nor ends.
// A port that was free a moment ago may be taken by somebody else until the server binds it: then another one is tried.

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace ActorKv.Acceptance.Tests.Harness;

internal sealed partial class RespServer : IDisposable
{
    private const int SigTerm = 15;
    private const int PortAttempts = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _executable;
    private readonly Func<int, string[]> _arguments;
    private StringBuilder _output = new();
    private Process? _process;

    private RespServer(string executable, Func<int, string[]> arguments)
    {
        _executable = executable;
        _arguments = arguments;
        Port = FreePort();
    }

    /// <summary>Stays the same when the server is started again.</summary>
    public int Port { get; private set; }

    public int ProcessId => Running.Id;

    /// <summary>What the process has said since it was started last.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    private Process Running => _process ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>An ActorKv server, running.</summary>
    public static RespServer StartActorKv(string directory, params string[] options) => ActorKv(directory, options).Start();

    /// <summary>An ActorKv server, to be started.</summary>
    public static RespServer ActorKv(string directory, params string[] options) =>
        new(TestPaths.ServerExecutable, port => ["--port", $"{port}", "--dir", directory, .. options]);

    /// <summary>A redis-server without persistence, running.</summary>
    public static RespServer StartOracle() =>
        new RespServer("redis-server", port => ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--enable-debug-command", "yes"]).Start();

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts the process and waits until it serves.</summary>
    public RespServer Start()
    {
        for (int attempt = 1; ; attempt++)
        {
            if (TryStart()) return this;
            int exit = End();
            bool portTaken = Output.Contains("in use", StringComparison.OrdinalIgnoreCase) && Output.Contains("address", StringComparison.OrdinalIgnoreCase);
            if (!portTaken || attempt == PortAttempts) Assert.Fail($"{_executable} ended with {exit} instead of serving:\n{Output}");
            Port = FreePort();
        }
    }

    /// <summary>Starts the process, which must end instead of serving; returns how.</summary>
    public ToolResult StartInVain()
    {
        Assert.False(TryStart(), "The server serves.");
        return new ToolResult(End(), Output);
    }

    public RespClient Connect() => new(Port);

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        Running.Kill();
        End();
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    public int Terminate()
    {
        Assert.Equal(0, SendSignal(ProcessId, SigTerm));
        return End();
    }

    /// <summary>Waits for the process to end by itself; returns the exit code.</summary>
    public int End()
    {
        Process process = Running;
        Assert.True(process.WaitForExit(Patience), $"The server did not end:\n{Output}");
        process.WaitForExit();
        _process = null;
        int exit = process.ExitCode;
        process.Dispose();
        return exit;
    }

    public void Dispose()
    {
        if (_process is not null) Kill();
    }

    private bool TryStart()
    {
        TaskCompletionSource<bool> serves = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Process process = new() { StartInfo = Tool.StartInfo(_executable, _arguments(Port)), EnableRaisingEvents = true };
        StringBuilder output = _output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => serves.TrySetResult(false);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        Assert.True(serves.Task.Wait(Patience), $"The server neither serves nor ends:\n{Output}");
        return serves.Task.Result;

        void Hear(string? line)
        {
            if (line is null) return;
            lock (output) output.AppendLine(line);
            if (line.Contains("Ready", StringComparison.Ordinal)) serves.TrySetResult(true);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int processId, int signal);
}

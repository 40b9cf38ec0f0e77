// A process that says "Ready" when it serves: ActorKv, redis-server and the Django site all do.
//
// Start returns at that line, or at the process' end. Nothing here waits by the clock, except to give up on a process that neither serves
// nor ends.

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace ActorKv.Acceptance.Tests.Harness;

internal sealed partial class ReadyProcess : IDisposable
{
    private const int SigTerm = 15;
    private const int SigCont = 18;
    private const int SigStop = 19;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<bool> _serves = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReadyProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _serves.TrySetResult(false);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>What the process has said so far.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Waits until the process serves (true) or has ended (false).</summary>
    public bool WaitUntilReady()
    {
        Assert.True(_serves.Task.Wait(Patience), $"The process neither serves nor ends:\n{Output}");
        return _serves.Task.Result;
    }

    /// <summary>Ends its standard input.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process.Kill();
        WaitForEnd();
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    public int Terminate()
    {
        Assert.Equal(0, SendSignal(Id, SigTerm));
        return WaitForEnd();
    }

    /// <summary>SIGSTOP: it does nothing until <see cref="Resume"/>, and does not know it.</summary>
    public void Pause() => Assert.Equal(0, SendSignal(Id, SigStop));

    /// <summary>SIGCONT.</summary>
    public void Resume() => Assert.Equal(0, SendSignal(Id, SigCont));

    /// <summary>Waits for the process to end; returns the exit code.</summary>
    public int WaitForEnd()
    {
        Assert.True(_process.WaitForExit(Patience), $"The process did not end:\n{Output}");
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        if (line.Contains("Ready", StringComparison.Ordinal)) _serves.TrySetResult(true);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int processId, int signal);
}

// A sample as its reader runs it: a process, whose output is read and which is stopped as by Ctrl+C.

using System.Diagnostics;
using System.Reflection;

namespace ActorKv.Hosting.Tests.Samples;

internal sealed class SampleProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    /// <param name="sample">"Console" or "Web".</param>
    /// <param name="arguments">Its arguments.</param>
    public SampleProcess(string sample, params string[] arguments)
    {
        string samples = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == "Samples").Value!;
        string output = Path.Combine(samples.Replace("{sample}", sample), $"ActorKv.Samples.{sample}.dll");
        ProcessStartInfo start = new("dotnet", [output, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        _process = Process.Start(start)!;
    }

    public int Id => _process.Id;

    /// <summary>The next line that holds a word.</summary>
    public async Task<string> LineWithAsync(string word)
    {
        using CancellationTokenSource patience = new(Patience);
        List<string> lines = [];
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            lines.Add(line);
            if (line.Contains(word, StringComparison.Ordinal)) return line;
        }
        throw new InvalidOperationException($"The sample ended without saying '{word}':\n{string.Join('\n', lines)}");
    }

    /// <summary>Everything it says until it ends, and its exit code.</summary>
    public async Task<(string Output, int ExitCode)> EndAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        string output = await _process.StandardOutput.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return (output, _process.ExitCode);
    }

    /// <summary>Asks it to stop: SIGTERM.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}

// Runs other people's programs to their end, and keeps what they said.

using System.Diagnostics;
using System.Text;

namespace ActorKv.Acceptance.Tests.Harness;

/// <summary>How a program ended. Output and errors are in one text, as a terminal would show them.</summary>
internal sealed record ToolResult(int ExitCode, string Output)
{
    /// <summary>The output of a run that must have succeeded.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}");
        return Output;
    }
}

internal static class Tool
{
    /// <summary>Debian's own Python: the one that its packages python3-redis and python3-django belong to.</summary>
    public const string Python = "/usr/bin/python3";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Full path of a program, or null.</summary>
    public static string? Find(string name)
    {
        string[] directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return directories.Append("/usr/bin").Append("/usr/sbin").Append("/bin").Append("/sbin")
            .Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a program and waits for its end.</summary>
    public static ToolResult Run(string program, params string[] arguments) => RunWithInput(program, arguments, []);

    /// <summary>The same, with these bytes on its standard input.</summary>
    public static ToolResult RunWithInput(string program, string[] arguments, ReadOnlySpan<byte> input)
    {
        using Process process = Launch(program, arguments, out StringBuilder output);
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code and output say why.
        }
        return Finish(process, output);
    }

    /// <summary>Starts a program whose output is being collected.</summary>
    public static Process Launch(string program, string[] arguments, out StringBuilder output)
    {
        Process process = new() { StartInfo = StartInfo(program, arguments) };
        StringBuilder collected = output = new StringBuilder();
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Collect(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null) return;
            lock (collected) collected.AppendLine(line.Data);
        }
    }

    /// <summary>Waits for the end of a launched program.</summary>
    public static ToolResult Finish(Process process, StringBuilder output)
    {
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end within {Patience}:\n{output}");
        }
        process.WaitForExit();
        lock (output) return new ToolResult(process.ExitCode, output.ToString());
    }

    public static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo info = new(Find(program) ?? program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        info.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return info;
    }
}

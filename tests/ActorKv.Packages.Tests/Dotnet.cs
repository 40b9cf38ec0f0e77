// Runs the .NET SDK that runs the tests. What it starts ends with it: no build server stays behind.

using System.Diagnostics;
using System.Reflection;
using System.Text;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Packages.Tests;

internal static class Dotnet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Path.GetFullPath(Metadata("Root"));

    /// <summary>The configuration that the tests were built in, and everything else with them.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>Full path of the program <c>dotnet</c>: the CLI says it to what it runs.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Tool.Find("dotnet") ?? "dotnet";

    /// <summary>Runs the SDK in a directory, with its packages in <paramref name="packages"/> (null: where they always are).</summary>
    /// <returns>What it said, when it succeeded; else the test fails with that.</returns>
    public static string Run(string directory, string? packages, params string[] arguments) => Run(Program, directory, packages, arguments);

    /// <summary>Runs any program in this environment.</summary>
    public static string Run(string program, string directory, string? packages, string[] arguments)
    {
        using Process process = new() { StartInfo = Tool.StartInfo(program, arguments) };
        process.StartInfo.WorkingDirectory = directory;
        SetEnvironment(process.StartInfo, packages);
        StringBuilder output = new();
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end within {Patience}:\n{output}");
        }
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}");
        return output.ToString();

        void Collect(object sender, DataReceivedEventArgs line)
        {
            lock (output) output.AppendLine(line.Data);
        }
    }

    /// <summary>What every process here is started with.</summary>
    public static void SetEnvironment(ProcessStartInfo start, string? packages = null)
    {
        // The test host's own settings of MSBuild and of the runtime are not meant for what it starts.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Program);
        start.Environment["DOTNET_NOLOGO"] = start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        if (packages is not null) start.Environment["NUGET_PACKAGES"] = packages;
    }

    private static string Metadata(string key) =>
        typeof(Dotnet).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;
}

// `daemonize yes`. A .NET process cannot fork: threads of the runtime would not exist in the child. So the process starts itself anew:
//
//   actorkv --daemonize yes                         the same, marked by an environment variable
//   Launch  -- starts -----------------------------> Detach: a session of its own (setsid), so no terminal's hang-up reaches it
//      |   <-- stdout, stderr: pipes ---------------  … loads the data, listens …
//      |   <-- the line ReadyLine ------------------ ReportReady: stdin, stdout, stderr become /dev/null
//   exit 0                                           serves
//
// The parent ends with 0 only when the child accepts connections: a script may connect at once. When the child ends before that, the
// parent shows what it said and ends with 1. Redis' parent leaves before its child has loaded; that is the one difference.

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace ActorKv.Server.Cli;

internal static partial class Daemon
{
    internal const string ReadyLine = "actorkv: ready, going to the background";

    // Not ACTORKV_…: those are parameters.
    internal const string Marker = "ACTORKVD_CHILD";

    /// <summary>True in the process that <see cref="Launch(IReadOnlyList{string}, string?, TextWriter)"/> started.</summary>
    public static bool IsChild { get; } = Environment.GetEnvironmentVariable(Marker) is not null;

    /// <summary>In the parent: starts the server in the background and waits until it is ready.</summary>
    /// <returns>The exit code of the parent.</returns>
    public static int Launch(IReadOnlyList<string> arguments, string? standardInput, TextWriter error)
    {
        if (OperatingSystem.IsWindows())
        {
            error.WriteLine("daemonize yes is not supported on Windows; run actorkv as a service, or in the foreground with daemonize no.");
            return 1;
        }
        ProcessStartInfo start = new(Environment.ProcessPath!);
        // Under `dotnet actorkv.dll` the process is dotnet, and the program its first argument.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Launch(start, standardInput, error);
    }

    internal static int Launch(ProcessStartInfo start, string? standardInput, TextWriter error)
    {
        start.Environment[Marker] = "1";
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process child = Process.Start(start)!;

        StringBuilder said = new();
        child.ErrorDataReceived += (_, line) => Keep(line.Data);
        child.BeginErrorReadLine();
        Feed(child, standardInput);
        while (child.StandardOutput.ReadLine() is { } line)
        {
            if (line == ReadyLine) return 0;
            Keep(line);
        }
        child.WaitForExit();
        lock (said) error.Write(said);
        error.WriteLine($"The server ended with code {child.ExitCode} before it was ready.");
        return 1;

        void Keep(string? line)
        {
            if (line is null) return;
            lock (said) said.Append(line).Append('\n');
        }
    }

    /// <summary>In the child, first of all: leaves the session of the parent.</summary>
    public static void Detach()
    {
        // Asked before the mark goes: IsChild may be read for the first time here.
        if (!IsChild) throw new InvalidOperationException("Only the process that Launch started leaves its parent's session.");
        Environment.SetEnvironmentVariable(Marker, null);
        if (SetSid() < 0) throw new InvalidOperationException($"setsid: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>In the child, when connections are accepted: lets the parent go, and has no terminal any more.</summary>
    public static void ReportReady()
    {
        Console.Out.WriteLine(ReadyLine);
        Console.Out.Flush();
        int nothing = Open("/dev/null", ReadWrite);
        if (nothing < 0) throw new InvalidOperationException($"/dev/null: {Marshal.GetLastPInvokeErrorMessage()}");
        for (int standard = 0; standard <= 2; standard++)
            if (Duplicate(nothing, standard) < 0) throw new InvalidOperationException($"dup2: {Marshal.GetLastPInvokeErrorMessage()}");
        if (nothing > 2) _ = Close(nothing);
    }

    private static void Feed(Process child, string? standardInput)
    {
        try
        {
            child.StandardInput.Write(standardInput ?? "");
            child.StandardInput.Close();
        }
        catch (IOException)
        {
            // The child ended before it read its input. What it said meanwhile is shown, and tells more than this.
        }
    }

    private const int ReadWrite = 2;

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int SetSid();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}

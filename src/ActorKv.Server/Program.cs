// actorkv [conf-file] [--name value …]
// actorkv --health [host:port]

using System.Collections;
using ActorKv.Server;
using ActorKv.Server.Cli;

IEnumerable<KeyValuePair<string, string>> environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
    .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
if (args is [HealthCheck.Option, ..]) return await HealthCheck.RunAsync(args[1..], environment, Console.Error);
CommandLine line = CommandLine.Parse(args, environment, Console.In, Console.Out, Console.Error);
if (line.ExitCode is { } code) return code;
if (line.Parameters.Options.Daemonize && !Daemon.IsChild) return Daemon.Launch(args, line.StandardInput, Console.Error);
if (Daemon.IsChild) Daemon.Detach();

PidFile? pidFile = null;
try
{
    return await ServerHost.RunAsync(line.Parameters, OnReady);
}
finally
{
    pidFile?.Dispose();
}

void OnReady()
{
    if (line.Parameters.Options.PidFile is { Length: > 0 } path && (pidFile = PidFile.TryWrite(path, out string error)) is null)
        Console.Error.WriteLine($"Failed to write PID file: {error}");
    if (Daemon.IsChild) Daemon.ReportReady();
}

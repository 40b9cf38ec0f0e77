// What a test needs besides .NET. Where something is missing the test is skipped, and says what it would have needed: test.sh prints it.

using System.Collections.Concurrent;
using ActorKv.Journal.Contract;

namespace ActorKv.Acceptance.Tests.Harness;

/// <summary>Names of what may be missing, as Debian calls the packages.</summary>
internal static class Needs
{
    public const string RedisServer = "redis-server";
    public const string RedisTools = "redis-tools";
    public const string PythonRedis = "python3-redis";
    public const string PythonDjangoRest = "python3-djangorestframework";
    public const string PythonRq = "python3-rq";
    public const string PythonCelery = "python3-celery";
    public const string RubySidekiq = "ruby-sidekiq";
    public const string PhpRedis = "php-redis";
    public const string NodePackages = "nodejs";
    public const string Postgres = "postgresql";
    public const string Git = "git";
    public const string Root = "root";

    private static readonly ConcurrentDictionary<string, string?> Missing = new();

    /// <summary>Why a test that needs all these cannot run, or null when it can.</summary>
    public static string? Reason(IEnumerable<string> needs)
    {
        string[] reasons = [.. needs.Select(need => Missing.GetOrAdd(need, Look)).OfType<string>()];
        return reasons.Length > 0 ? string.Join("; ", reasons) : null;
    }

    private static string? Look(string need) => need switch
    {
        RedisServer => Installed(need, Tool.Find("redis-server") is not null),
        RedisTools => Installed(need, Tool.Find("redis-cli") is not null && Tool.Find("redis-benchmark") is not null),
        PythonRedis => Installed(need, CanImport("redis")),
        PythonDjangoRest => Installed(need, CanImport("redis, django, rest_framework")),
        PythonRq => Installed(need, CanImport("redis, rq")),
        PythonCelery => Installed(need, CanImport("redis, celery")),
        RubySidekiq => Installed(need, Succeeds("ruby", "-e", "require 'sidekiq'")),
        PhpRedis => Installed(need, Succeeds("php", "-r", "exit(extension_loaded('redis') && extension_loaded('pcntl') ? 0 : 1);")),
        NodePackages => NodeReason(),
        Postgres => PostgresPrograms.Missing,
        Git => Installed(need, Tool.Find("git") is not null),
        Root => OperatingSystem.IsLinux() && Environment.UserName == "root" ? null : "needs root on Linux, to mount a small disk",
        _ => throw new ArgumentOutOfRangeException(nameof(need), need, "Nobody knows how to look for it."),
    };

    private static string? Installed(string need, bool found) => found ? null : $"{need} is not installed";

    private static bool CanImport(string modules) => Succeeds(Tool.Python, "-c", $"import {modules}");

    private static bool Succeeds(string program, params string[] arguments) =>
        Tool.Find(program) is not null && Tool.Run(program, arguments).ExitCode == 0;

    /// <summary>npm notes in node_modules what it has put there: that must be what package-lock.json asks for.</summary>
    private static string? NodeReason()
    {
        if (!Succeeds("node", "-e", "process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)")) return "nodejs 18 or newer is not installed";
        FileInfo wanted = new(TestPaths.Program("node", "package-lock.json"));
        FileInfo installed = new(TestPaths.Program("node", "node_modules/.package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= wanted.LastWriteTimeUtc
            ? null
            : $"the npm packages are not installed (npm ci in {wanted.DirectoryName})";
    }
}

/// <summary>A test that is skipped, with the reason, where something it needs is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresFactAttribute : FactAttribute
{
    public RequiresFactAttribute(params string[] needs) => Skip = Needs.Reason(needs);
}

/// <summary>The same for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresTheoryAttribute : TheoryAttribute
{
    public RequiresTheoryAttribute(params string[] needs) => Skip = Needs.Reason(needs);
}

// Where PostgreSQL is installed: Debian keeps each version in a directory of its own, others put it on the PATH.

using System.Globalization;

namespace ActorKv.Journal.Contract;

internal static class PostgresPrograms
{
    private static readonly Lazy<string?> s_directory = new(Find);

    /// <summary>Where initdb and pg_ctl are, of the newest version; null when nowhere.</summary>
    public static string? Directory => s_directory.Value;

    /// <summary>Why tests that need PostgreSQL cannot run; null when they can.</summary>
    public static string? Missing =>
        Directory is null ? "postgresql is not installed" :
        Environment.IsPrivilegedProcess && !File.Exists("/usr/bin/setpriv") ? "util-linux (setpriv) is not installed" : null;

    private static string? Find()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return null;
        IEnumerable<string> debian = System.IO.Directory.Exists("/usr/lib/postgresql")
            ? System.IO.Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(VersionOf).Select(version => Path.Combine(version, "bin"))
            : [];
        return debian.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(directory => File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "pg_ctl")));

        static int VersionOf(string path) => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : 0;
    }
}

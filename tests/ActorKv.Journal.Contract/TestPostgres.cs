// A PostgreSQL server of a test assembly's own: on loopback and a free port, in a temporary directory, nothing of it left behind.
//
// A test assembly shares one (Shared, without fsync: no test of it outlives the machine), and a test class takes a fresh database of it. Tests
// that stop, pause or restart the server take one of their own. initdb runs for the shared one only: every other begins with a copy of what it made,
// which takes a tenth of the time. Whoever refuses to run as root, as PostgreSQL does, runs as Debian's user `postgres`.
//
// The server is a process beside ours and would outlive a test run that was killed. So a guard, a shell, waits for the end of its input, which
// comes when this process ends in whatever way: then it stops the server and removes the directory.

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ActorKv.Journal.Contract;

/// <summary>How a server is stopped: after its sessions were ended, or at once, as if its machine had lost power.</summary>
internal enum PostgresStop { Fast, Immediate }

internal sealed class TestPostgres : IDisposable
{
    private const int PortAttempts = 5;
    private const string Account = "postgres";
    private const string Guard = "trap '' INT TERM HUP; read _; \"$1\"/pg_ctl -D \"$2\"/data -m immediate -w stop; rm -rf \"$2\"";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly Lazy<TestPostgres> s_shared = new(static () => Create(fsync: false, copied: null));

    private readonly string _directory = Directory.CreateTempSubdirectory("actorkv-postgres-").FullName;
    private readonly bool _fsync;
    private readonly Process _guard;
    private readonly NpgsqlDataSource _creator;
    private int _databases;
    private bool _disposed;

    private TestPostgres(bool fsync, TestPostgres? copied)
    {
        _fsync = fsync;
        if (IsRoot) Run("chown", Account, _directory);
        // What a server writes at its birth need not survive the machine, whatever is tested later.
        if (copied is null) RunAsServer("initdb", "-D", Newborn, "--username=actorkv", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        Run(AsServer("cp", ["-r", (copied ?? this).Newborn, Data]));
        _guard = Process.Start(AsServer("/bin/sh", ["-c", Guard, "guard", PostgresPrograms.Directory!, _directory], input: true))!;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        for (int attempt = 1; !TryStart(); attempt++)
            if (attempt == PortAttempts) throw new InvalidOperationException($"PostgreSQL does not start:\n{Log}");
        _creator = NpgsqlDataSource.Create(ConnectionString);
    }

    /// <summary>The server of this test assembly, for tests that leave it running.</summary>
    public static TestPostgres Shared => s_shared.Value;

    /// <summary>The port on 127.0.0.1; a restart keeps it.</summary>
    public int Port { get; private set; }

    /// <summary>What the server has logged so far.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    /// <summary>A connection to the database that is always there.</summary>
    public string ConnectionString => ConnectionStringOf("postgres");

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(_directory, "data");

    // As initdb has left it, and no server has run on it.
    private string Newborn => Path.Combine(_directory, "newborn");

    private string LogFile => Path.Combine(_directory, "log");

    private int ProcessId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>A running server.</summary>
    /// <param name="fsync">True for a test, or a measurement, that minds what a commit costs.</param>
    public static TestPostgres Start(bool fsync = false) => Create(fsync, copied: Shared);

    public string ConnectionStringOf(string database) => string.Create(CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={Port};Username=actorkv;Database={database}");

    /// <summary>Makes an empty database.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await using NpgsqlCommand create = _creator.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        return ConnectionStringOf(name);
    }

    /// <summary>Runs SQL as the server's superuser, on a connection of its own.</summary>
    public Task ExecuteAsync(string sql) => ExecuteAsync(ConnectionString, sql);

    /// <summary>Runs SQL in a database, on a connection of its own.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using NpgsqlConnection connection = new(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Stops the server; the data stays.</summary>
    public void Stop(PostgresStop how = PostgresStop.Fast) =>
        RunAsServer("pg_ctl", "-D", Data, "-m", how == PostgresStop.Fast ? "fast" : "immediate", "-w", "stop");

    /// <summary>Starts the server that was stopped, on the port that it had.</summary>
    public void StartAgain()
    {
        if (!TryStartAt(Port)) throw new InvalidOperationException($"PostgreSQL does not start again:\n{Log}");
    }

    /// <summary>Stops the server and starts it again.</summary>
    public void Restart(PostgresStop how = PostgresStop.Fast)
    {
        Stop(how);
        StartAgain();
    }

    /// <summary>Holds all processes of the server where they are (SIGSTOP): connections stay, and nothing answers.</summary>
    public void Pause()
    {
        int server = ProcessId;
        Signal("STOP", [server]);
        Signal("STOP", ChildrenOf(server));
    }

    /// <summary>Lets them go on.</summary>
    public void Resume()
    {
        int server = ProcessId;
        Signal("CONT", ChildrenOf(server));
        Signal("CONT", [server]);
    }

    /// <summary>Stops the server and removes all that it had.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        _creator.Dispose();
        _guard.StandardInput.Close();
        _guard.WaitForExit(s_patience);
        _guard.Dispose();
    }

    private static TestPostgres Create(bool fsync, TestPostgres? copied) =>
        PostgresPrograms.Missing is { } reason ? throw new InvalidOperationException(reason) : new TestPostgres(fsync, copied);

    private static IEnumerable<int> ChildrenOf(int parent) =>
        from directory in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(directory)
        where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) && ParentOf(directory) == parent
        select int.Parse(name, CultureInfo.InvariantCulture);

    // "pid (name) state parent …": the name may hold anything, parentheses too.
    private static int ParentOf(string directory)
    {
        try
        {
            string status = File.ReadAllText(Path.Combine(directory, "stat"));
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;                               // it has ended meanwhile
        }
    }

    private static void Signal(string name, IEnumerable<int> processes)
    {
        foreach (int process in processes) Run("/bin/kill", "-" + name, process.ToString(CultureInfo.InvariantCulture));
    }

    private static void Run(string program, params string[] arguments) => Run(new ProcessStartInfo(program, arguments));

    private static void Run(ProcessStartInfo start)
    {
        (int exitCode, string output) = Finish(start);
        if (exitCode != 0) throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {exitCode}:\n{output}");
    }

    private static (int ExitCode, string Output) Finish(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience)) throw new TimeoutException($"{start.FileName} {string.Join(' ', start.ArgumentList)} does not end.");
        return (process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool TryStart()
    {
        Port = FreePort();
        return TryStartAt(Port);
    }

    private bool TryStartAt(int port)
    {
        string durability = _fsync ? "on" : "off";
        string options = string.Create(CultureInfo.InvariantCulture,
            $"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync={durability} -c full_page_writes={durability} " +
            $"-c autovacuum=off -c max_connections=200 -c shared_buffers=32MB -c log_line_prefix='%m [%p] '");
        return Finish(AsServer(Program("pg_ctl"), ["-D", Data, "-l", LogFile, "-o", options, "-w", "start"])).ExitCode == 0;
    }

    private void RunAsServer(string program, params string[] arguments) => Run(AsServer(Program(program), arguments));

    private ProcessStartInfo AsServer(string program, string[] arguments, bool input = false)
    {
        ProcessStartInfo start = IsRoot
            ? new ProcessStartInfo("setpriv", [$"--reuid={Account}", $"--regid={Account}", "--init-groups", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = _directory;
        start.RedirectStandardInput = input;
        return start;
    }

    private static string Program(string name) => Path.Combine(PostgresPrograms.Directory!, name);

    private void OnProcessExit(object? sender, EventArgs e) => Dispose();
}

/// <summary>A test that is skipped, with the reason, where PostgreSQL is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresPrograms.Missing;
}

/// <summary>The same for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresPrograms.Missing;
}

// Opening a data directory: what is made, who is kept out, and what is refused with which words.

using System.Diagnostics;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;

namespace ActorKv.Journal.Sqlite.Tests;

public sealed class SqliteDataDirectorySpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public void Missing_directories_are_created()
    {
        string path = _directory["a/b"];
        using SqliteDataDirectory data = SqliteDataDirectory.Open(path, keyShards: 256);
        Assert.Equal(path, data.Path);
        Assert.True(File.Exists(Path.Combine(path, "journal.db")));
        Assert.True(File.Exists(Path.Combine(path, "snapshots.db")));
    }

    [Fact]
    public async Task Both_stores_survive_closing()
    {
        using (SqliteDataDirectory data = SqliteDataDirectory.Open(_directory.Path, keyShards: 1))
        {
            await data.Journal.CommitAsync(new[] { JournalRow.Create(1, 1, 0, new byte[10]) }, sync: true, default);
            using ISnapshotSaveWriter save = data.Snapshots.BeginSave();
            save.Add(new SnapshotChunk(0, 0, IsLast: true, 1, new byte[10]));
            save.Complete(0, 1);
        }
        using SqliteDataDirectory again = SqliteDataDirectory.Open(_directory.Path, keyShards: 1);
        Assert.Equal(1, again.Journal.LastLsn);
        Assert.Equal(1, again.Snapshots.Saves.Single().Lsn);
    }

    [Fact]
    public void A_second_opener_in_the_process_is_told_who_has_the_directory()
    {
        using (SqliteDataDirectory.Open(_directory.Path, keyShards: 256))
        {
            string message = Refused(256);
            Assert.Contains($"{_directory.Path} is in use by process {Environment.ProcessId}", message, StringComparison.Ordinal);
        }
        SqliteDataDirectory.Open(_directory.Path, keyShards: 256).Dispose();
    }

    [Fact]
    public void A_directory_held_by_another_process_is_refused_until_that_process_ends()
    {
        // flock(1) with --no-fork becomes the shell that holds the lock; it says so and then waits for input that never comes.
        using Process other = Process.Start(new ProcessStartInfo("flock", ["--no-fork", _directory["lock"], "sh", "-c", "echo held; read line"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", other.StandardOutput.ReadLine());
        File.WriteAllText(_directory["lock.pid"], $"{other.Id}\n");

        Assert.Contains($"in use by process {other.Id}", Refused(256), StringComparison.Ordinal);

        other.Kill();
        other.WaitForExit();
        SqliteDataDirectory.Open(_directory.Path, keyShards: 256).Dispose();
    }

    [Fact]
    public void Another_process_finds_the_directory_locked()
    {
        using SqliteDataDirectory data = SqliteDataDirectory.Open(_directory.Path, keyShards: 256);
        using Process other = Process.Start("flock", ["--nonblock", "--conflict-exit-code", "77", _directory["lock"], "true"])!;
        other.WaitForExit();
        Assert.Equal(77, other.ExitCode);
    }

    [Fact]
    public void Another_number_of_key_shards_is_refused_with_both_numbers()
    {
        SqliteDataDirectory.Open(_directory.Path, keyShards: 256).Dispose();
        Assert.Contains("created with 256 key shards, the configuration says 64", Refused(64), StringComparison.Ordinal);
        SqliteDataDirectory.Open(_directory.Path, keyShards: 256).Dispose();
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("snapshots.db")]
    public void A_newer_format_is_refused_with_both_versions(string file)
    {
        SqliteDataDirectory.Open(_directory.Path, keyShards: 256).Dispose();
        TempDirectory.Run(_directory[file], "PRAGMA user_version = 7");
        Assert.Contains($"{file} has format version 7, this program knows versions up to 1", Refused(256), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("snapshots.db")]
    public void A_file_that_is_no_database_is_refused(string file)
    {
        File.WriteAllText(_directory[file], new string('x', 100_000));
        Assert.Contains($"{file} cannot be changed. It is no SQLite database, or its header is damaged", Refused(256), StringComparison.Ordinal);
        File.Delete(_directory[file]);
        SqliteDataDirectory.Open(_directory.Path, keyShards: 256).Dispose();
    }

    [Fact]
    public void A_damaged_header_is_refused()
    {
        SqliteDataDirectory.Open(_directory.Path, keyShards: 256).Dispose();
        _directory.FlipByteOf("journal.db", "SQLite format 3"u8);
        Assert.Contains("its header is damaged", Refused(256), StringComparison.Ordinal);
    }

    [Fact]
    public void A_strangers_database_is_refused_and_left_alone()
    {
        TempDirectory.Run(_directory["journal.db"], "CREATE TABLE accounts (name)");
        Assert.Contains("is a SQLite database, but not an ActorKv journal", Refused(256), StringComparison.Ordinal);
    }

    [Fact]
    public void Swapped_files_are_refused()
    {
        SqliteDataDirectory.Open(_directory.Path, keyShards: 256).Dispose();
        File.Move(_directory["snapshots.db"], _directory["journal.db"], overwrite: true);
        Assert.Contains("not an ActorKv journal", Refused(256), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_that_a_crash_at_creation_left_is_made_anew()
    {
        File.WriteAllBytes(_directory["journal.db"], []);
        using SqliteDataDirectory data = SqliteDataDirectory.Open(_directory.Path, keyShards: 256);
        Assert.Equal(0, data.Journal.LastLsn);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_refused_with_its_path()
    {
        File.WriteAllText(_directory["file"], "");
        string path = _directory["file/data"];
        string message = Assert.Throws<JournalException>(() => SqliteDataDirectory.Open(path, keyShards: 256)).Message;
        Assert.Contains($"The data directory {path} cannot be created or written", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_an_sqlite_shell_has_locked_is_refused()
    {
        SqliteDataDirectory.Open(_directory.Path, keyShards: 256).Dispose();
        using SqliteDatabase shell = SqliteDatabase.Open(_directory["journal.db"]);
        shell.Execute("BEGIN IMMEDIATE");
        Assert.Contains("Another program has the file open", Refused(256), StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private string Refused(int keyShards) =>
        Assert.Throws<JournalException>(() => SqliteDataDirectory.Open(_directory.Path, keyShards)).Message;
}

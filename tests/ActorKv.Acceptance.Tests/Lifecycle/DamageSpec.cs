// Data directories that something has happened to: each is refused with an error that names what is wrong, and nothing is lost by trying.

using ActorKv.Acceptance.Tests.Harness;
using Microsoft.Data.Sqlite;

namespace ActorKv.Acceptance.Tests.Lifecycle;

public sealed class DamageSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_flipped_byte_in_a_journal_row_stops_the_start_and_names_the_row()
    {
        FillAndStop();
        // Nobody notices a byte within the payload but the row's checksum: SQLite itself has none.
        const string Flip = "UPDATE rows SET payload = CAST(substr(payload, 1, 9) || x'{0}' || substr(payload, 11) AS BLOB) WHERE first_lsn = {1}";
        long row = Number("SELECT first_lsn FROM rows WHERE length(payload) > 20 ORDER BY first_lsn LIMIT 1 OFFSET 2");
        long before = Number($"SELECT unicode(CAST(substr(payload, 10, 1) AS TEXT)) FROM rows WHERE first_lsn = {row}");
        Execute(string.Format(Flip, $"{before ^ 1:x2}", row));

        using RespServer server = RespServer.ActorKv(_directory.Path);
        ToolResult refusal = server.StartInVain();

        Assert.Equal(1, refusal.ExitCode);
        Assert.Contains($"ournal row {row}..", refusal.Output);
        Assert.Contains("its checksum is wrong", refusal.Output);
        Assert.Matches($"sqlite3 '.*journal\\.db' 'DELETE FROM rows WHERE first_lsn >= {row}'", refusal.Output);

        Execute(string.Format(Flip, $"{before:x2}", row));
        server.Start();
        AssertFilled(server);
    }

    [Fact]
    public void A_missing_journal_row_stops_the_start_and_names_the_row()
    {
        FillAndStop();
        long row = Number("SELECT first_lsn FROM rows ORDER BY first_lsn LIMIT 1 OFFSET 2");
        Execute($"DELETE FROM rows WHERE first_lsn = {row}");

        using RespServer server = RespServer.ActorKv(_directory.Path);
        ToolResult refusal = server.StartInVain();

        Assert.Equal(1, refusal.ExitCode);
        Assert.Contains($"turn {row} has no row", refusal.Output);
    }

    [Fact]
    public void A_damaged_save_is_left_out_and_the_one_before_it_taken()
    {
        using (RespServer filling = RespServer.StartActorKv(_directory.Path))
        {
            using RespClient client = filling.Connect();
            Fill(client);
            Assert.Equal("OK", client.Do("SAVE").Text);
            Assert.Equal("OK", client.Do("SET", "between", "saves").Text);
            Assert.Equal("OK", client.Do("SAVE").Text);
            filling.Terminate();
        }
        string snapshots = _directory["snapshots.db"];
        using (SqliteConnection database = new($"Data Source={snapshots};Pooling=False"))
        {
            database.Open();
            using SqliteCommand truncate = database.CreateCommand();
            truncate.CommandText = "UPDATE chunks SET payload = substr(payload, 1, length(payload) / 2) WHERE save = (SELECT max(save) FROM chunks) AND length(payload) > 20";
            Assert.NotEqual(0, truncate.ExecuteNonQuery());
        }

        using RespServer server = RespServer.StartActorKv(_directory.Path);

        Assert.Contains("is damaged and is left out", server.Output);
        AssertFilled(server);
        using RespClient after = server.Connect();
        Assert.Equal("saves", after.Do("GET", "between").Text);
    }

    [Fact]
    public void A_directory_of_a_newer_format_is_refused()
    {
        FillAndStop();
        Execute("PRAGMA user_version = 99");

        using RespServer server = RespServer.ActorKv(_directory.Path);
        ToolResult refusal = server.StartInVain();

        Assert.Equal(1, refusal.ExitCode);
        Assert.Contains("has format version 99", refusal.Output);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_refused()
    {
        File.WriteAllText(_directory["file"], "not a directory");

        using RespServer server = RespServer.ActorKv(_directory["file"]);
        ToolResult refusal = server.StartInVain();

        Assert.Equal(1, refusal.ExitCode);
        Assert.Contains($"{_directory["file"]} cannot be created or written", refusal.Output);
    }

    private void FillAndStop()
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path);
        using (RespClient client = server.Connect()) Fill(client);
        Assert.Equal(0, server.Terminate());
    }

    private static void Fill(RespClient client)
    {
        for (int i = 0; i < 20; i++) Assert.Equal("OK", client.Do("SET", $"key:{i}", $"value {i}").Text);
    }

    private static void AssertFilled(RespServer server)
    {
        using RespClient client = server.Connect();
        for (int i = 0; i < 20; i++) Assert.Equal($"value {i}", client.Do("GET", $"key:{i}").Text);
    }

    private long Number(string query) => Convert.ToInt64(Execute(query));

    private object? Execute(string statement)
    {
        using SqliteConnection database = new($"Data Source={_directory["journal.db"]};Pooling=False");
        database.Open();
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = statement;
        return command.ExecuteScalar();
    }
}

// What is special to the SQLite journal: crashes, damage, a full disk, syncing, and what a commit costs in memory.

using ActorKv.Engine.Commits;

namespace ActorKv.Journal.Sqlite.Tests;

public sealed class SqliteJournalSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string File => _directory["journal.db"];

    [Fact]
    public void After_a_crash_every_commit_is_there()
    {
        using SqliteJournal journal = Open();
        Commit(journal, Row(1, 5), Row(6, 5));
        Commit(journal, Row(11, 5));
        using TempDirectory image = _directory.CrashImage();
        using SqliteJournal recovered = SqliteJournal.Open(image["journal.db"], keyShards: 256);
        Assert.Equal(15, recovered.LastLsn);
        Assert.Equal([1L, 6, 11], recovered.Read(0).Select(row => row.IsIntact ? row.FirstLsn : -1));
        Commit(recovered, Row(16, 1));
    }

    [Fact]
    public void After_a_crash_in_the_middle_of_a_commit_it_is_gone_whole_and_those_before_it_are_there()
    {
        using SqliteJournal journal = Open();
        Commit(journal, Row(1, 5));
        JournalRow torn = Row(11, 5, bytes: 30_000);
        Commit(journal, Row(6, 5, bytes: 30_000), torn);
        using TempDirectory image = _directory.CrashImage();
        image.FlipByteOf("journal.db-wal", torn.Payload.Span[20_000..20_016]);
        using SqliteJournal recovered = SqliteJournal.Open(image["journal.db"], keyShards: 256);
        Assert.Equal(5, recovered.LastLsn);
        Assert.Equal(5, recovered.Read(0).Single().LastLsn);
        Commit(recovered, Row(6, 5));
    }

    [Fact]
    public void A_flipped_byte_is_seen()
    {
        JournalRow victim = Row(6, 5);
        using (SqliteJournal journal = Open()) Commit(journal, Row(1, 5), victim, Row(11, 5));
        _directory.FlipByteOf("journal.db", victim.Payload.Span[50..66]);
        using SqliteJournal damaged = Open();
        Assert.Equal([true, false, true], damaged.Read(0).Select(row => row.IsIntact));
    }

    [Fact]
    public void A_missing_row_stops_reading_with_its_number_and_the_way_out()
    {
        using (SqliteJournal journal = Open()) Commit(journal, Row(1, 5), Row(6, 5), Row(11, 5));
        TempDirectory.Run(File, "DELETE FROM rows WHERE first_lsn = 6");
        string wayOut;
        using (SqliteJournal journal = Open())
        {
            wayOut = ReadUntilError(journal, rowsBefore: 1);
            Assert.Contains("turn 6 has no row: the next one begins with turn 11", wayOut, StringComparison.Ordinal);
        }
        TempDirectory.Run(File, wayOut.Split('\'')[^2]);
        using SqliteJournal shortened = Open();
        Assert.Equal(5, shortened.LastLsn);
        Assert.Single(shortened.Read(0));
        Commit(shortened, Row(6, 1));
    }

    [Fact]
    public void A_missing_continuation_stops_reading_with_its_row_and_part()
    {
        using (SqliteJournal journal = Open()) Commit(journal, Row(1, 1), Row(2, 1, bytes: 2 * SqliteJournal.MaxPart + 1));
        TempDirectory.Run(File, "DELETE FROM continuations WHERE part = 2");
        using SqliteJournal damaged = Open();
        Assert.Contains("turn 2 has a damaged row: part 2 of 3 is missing", ReadUntilError(damaged, rowsBefore: 1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE rows SET turns = 0 WHERE first_lsn = 6", "turn 6 has a damaged row: it claims 0 turns")]
    [InlineData("UPDATE rows SET parts = 0 WHERE first_lsn = 6", "turn 6 has a damaged row: it claims 0 parts")]
    [InlineData("UPDATE rows SET turns = 7 WHERE first_lsn = 1", "turn 8 has no row: the next one begins with turn 6")]
    [InlineData("UPDATE rows SET turns = 7 WHERE first_lsn = 11", "turn 18 has no row: the next one begins with turn 16")]
    public void Impossible_numbers_stop_reading(string damage, string message)
    {
        using (SqliteJournal journal = Open()) Commit(journal, Row(1, 5), Row(6, 5), Row(11, 5), Row(16, 5));
        TempDirectory.Run(File, damage);
        using SqliteJournal damaged = Open();
        Assert.Contains(message, Assert.Throws<JournalException>(() => damaged.Read(0).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_number_of_turns_in_the_last_row_is_seen_by_its_checksum()
    {
        using (SqliteJournal journal = Open()) Commit(journal, Row(1, 5), Row(6, 5));
        TempDirectory.Run(File, "UPDATE rows SET turns = 9 WHERE first_lsn = 6");
        using SqliteJournal damaged = Open();
        Assert.Equal([true, false], damaged.Read(0).Select(row => row.IsIntact));
    }

    [Fact]
    public void A_value_of_another_type_stops_reading()
    {
        using (SqliteJournal journal = Open()) Commit(journal, Row(1, 5), Row(6, 5));
        TempDirectory.Run(File, """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'rows';
            PRAGMA writable_schema = RESET;
            UPDATE rows SET payload = 'text' WHERE first_lsn = 6;
            """);
        using SqliteJournal damaged = Open();
        Assert.Contains("turn 6 has a damaged row", ReadUntilError(damaged, rowsBefore: 1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_page_stops_reading_with_the_turn()
    {
        using (SqliteJournal journal = Open())
            for (int i = 0; i < 2000; i++) Commit(journal, Row(i + 1, 1, bytes: 5000));
        using (FileStream file = System.IO.File.OpenWrite(File))
        {
            file.Position = file.Length / 2 / 8192 * 8192;
            file.Write(new byte[8192]);
        }
        using SqliteJournal damaged = Open();
        long next = 1;
        var error = Assert.Throws<JournalException>(() =>
        {
            foreach (JournalRow row in damaged.Read(0)) next = row.LastLsn + 1;
        });
        Assert.InRange(next, 2, 2000);
        Assert.Contains($"Turn {next} and what follows it cannot be recovered", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_to_a_full_disk_appends_nothing_and_works_when_there_is_room()
    {
        using SqliteJournal journal = Open();
        Commit(journal, Row(1, 5));
        long size = journal.SizeInBytes;
        journal.Database.Execute($"PRAGMA max_page_count = {journal.Database.Number("PRAGMA page_count") + 2}");
        JournalRow[] rows = [Row(6, 5, bytes: 5000), Row(11, 5, bytes: 50_000)];

        Assert.Contains("The disk is full", Assert.Throws<JournalException>(() => Commit(journal, rows)).Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => Commit(journal, Row(6, 5, bytes: 50_000)));
        await Assert.ThrowsAsync<JournalException>(async () => await journal.ProbeAsync(default));
        Assert.Equal((5, size), (journal.LastLsn, journal.SizeInBytes));
        Assert.Single(journal.Read(0));

        journal.Database.Execute("PRAGMA max_page_count = 1000000");
        await journal.ProbeAsync(default);
        Commit(journal, rows);
        Assert.Equal([1L, 6, 11], journal.Read(0).Select(row => row.IsIntact ? row.FirstLsn : -1));
    }

    [Fact]
    public void Deleting_on_a_full_disk_makes_room()
    {
        using SqliteJournal journal = Open();
        for (int i = 0; i < 200; i++) Commit(journal, Row(i + 1, 1, bytes: 5000));
        journal.Database.Execute($"PRAGMA max_page_count = {journal.Database.Number("PRAGMA page_count")}");
        Assert.Throws<JournalException>(() => Commit(journal, Row(201, 1, bytes: 50_000)));
        while (journal.DeleteThrough(100)) { }
        Commit(journal, Row(201, 1, bytes: 50_000));
        Assert.Equal(201, journal.LastLsn);
    }

    [Fact]
    public void Room_of_deleted_rows_is_used_again()
    {
        using SqliteJournal journal = Open();
        long next = 1;
        for (int round = 0; round < 10; round++)
        {
            for (int i = 0; i < 100; i++) Commit(journal, Row(next++, 1, bytes: 10_000));
            while (journal.DeleteThrough(next - 1)) { }
        }
        Assert.InRange(journal.Database.Number("PRAGMA page_count") * 8192, 1_000_000, 3_000_000);
    }

    [Fact]
    public void Deleting_takes_large_rows_in_smaller_steps()
    {
        using SqliteJournal journal = Open();
        for (int i = 0; i < 20; i++) Commit(journal, Row(i + 1, 1, bytes: 1_000_000));
        Assert.True(journal.DeleteThrough(20));
        Assert.True(journal.Read(19).Single().IsIntact);
        while (journal.DeleteThrough(20)) { }
        Assert.Empty(journal.Read(20));
    }

    [Fact]
    public void Continuations_go_with_their_row()
    {
        using SqliteJournal journal = Open();
        Commit(journal, Row(1, 1, bytes: SqliteJournal.MaxPart + 1));
        Assert.Equal(1, journal.Database.Number("SELECT count(*) FROM continuations"));
        while (journal.DeleteThrough(1)) { }
        Assert.Equal(0, journal.Database.Number("SELECT count(*) FROM continuations"));
    }

    [Fact]
    public void A_payload_of_exactly_one_part_has_no_continuation()
    {
        using SqliteJournal journal = Open();
        Commit(journal, Row(1, 1, bytes: SqliteJournal.MaxPart));
        Assert.Equal(0, journal.Database.Number("SELECT count(*) FROM continuations"));
        Assert.True(journal.Read(0).Single().IsIntact);
    }

    [Fact]
    public void The_write_ahead_log_has_its_length_from_the_start()
    {
        using SqliteJournal journal = Open();
        long atFirst = new FileInfo(File + "-wal").Length;
        for (int i = 0; i < 1000; i++) journal.Commit([Row(i + 1, 1, bytes: 10_000)], sync: false);
        Assert.InRange(atFirst, 8 * 1024 * 1024, 9 * 1024 * 1024);
        Assert.Equal(atFirst, new FileInfo(File + "-wal").Length);
        Assert.InRange(journal.SizeInBytes, 10_000_000, 20_000_000);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task A_commit_syncs_when_it_is_asked_to(bool sync, int synchronous)
    {
        using SqliteJournal journal = Open();
        await journal.CommitAsync(new[] { Row(1, 1) }, !sync, default);
        await journal.CommitAsync(new[] { Row(2, 1) }, sync, default);
        Assert.Equal(synchronous, journal.Database.Number("PRAGMA synchronous"));
    }

    [Fact]
    public void A_commit_allocates_nothing()
    {
        using SqliteJournal journal = Open();
        long next = 1;
        var rows = new JournalRow[2];
        byte[] payload = new byte[3500];
        for (int i = 0; i < 200; i++) Next();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200; i++) Next();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Next()
        {
            rows[0] = JournalRow.Create(next, 50, 1_767_225_600_000, payload);
            rows[1] = JournalRow.Create(next + 50, 50, 1_767_225_600_000, payload);
            next += 100;
            journal.Commit(rows, sync: false);
        }
    }

    [Fact]
    public void A_closed_journal_takes_nothing()
    {
        SqliteJournal journal = Open();
        journal.Dispose();
        journal.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Commit(journal, Row(1, 1)));
        Assert.Throws<ObjectDisposedException>(() => journal.Read(0).Count());
    }

    public void Dispose() => _directory.Dispose();

    private SqliteJournal Open() => SqliteJournal.Open(File, keyShards: 256);

    private static void Commit(SqliteJournal journal, params JournalRow[] rows) => journal.Commit(rows, sync: true);

    private static JournalRow Row(long firstLsn, int turns, int bytes = 1000)
    {
        byte[] payload = new byte[bytes];
        new Random((int)firstLsn).NextBytes(payload);
        return JournalRow.Create(firstLsn, turns, 1_767_225_600_000, payload);
    }

    // The message of the error that reading ends with, after the given number of rows.
    private static string ReadUntilError(SqliteJournal journal, int rowsBefore)
    {
        int rows = 0;
        var error = Assert.Throws<JournalException>(() =>
        {
            foreach (JournalRow row in journal.Read(0)) rows++;
        });
        Assert.Equal(rowsBefore, rows);
        return error.Message;
    }
}

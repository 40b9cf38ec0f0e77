// What is special to the PostgreSQL journal: connections that end at a bad moment, servers that do, damage, and what a server refuses.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Engine.Commits;
using ActorKv.Journal.Contract;
using Npgsql;
using static ActorKv.Journal.Postgres.Tests.TestSchema;

namespace ActorKv.Journal.Postgres.Tests;

public sealed class PostgresJournalSpec
{
    private readonly TestSchema _schema = new();

    [PostgresFact]
    public void A_commit_after_the_connection_was_ended_goes_over_another()
    {
        using PostgresDataSchema store = _schema.Open();
        Commit(store.Journal, Row(1, 5));
        _schema.EndWriter();
        Commit(store.Journal, Row(6, 5));
        _schema.EndWriter();
        Commit(store.Journal, Row(11, 5), Row(16, 5));
        Assert.Equal([1L, 6, 11, 16], store.Journal.Read(0).Select(row => row.IsIntact ? row.FirstLsn : -1));
    }

    [PostgresTheory]
    [InlineData("TRIGGER wait BEFORE INSERT ON journal_rows")]
    [InlineData("CONSTRAINT TRIGGER wait AFTER INSERT ON journal_rows DEFERRABLE INITIALLY DEFERRED")]
    public async Task A_commit_whose_connection_ends_in_the_middle_is_in_once(string moment)
    {
        using PostgresDataSchema store = _schema.Open();
        Commit(store.Journal, Row(1, 5));
        // Every commit stops where the trigger is, as long as somebody holds this lock.
        using NpgsqlConnection holder = new(_schema.ConnectionString + ";Pooling=false");
        holder.Open();
        using NpgsqlCommand hold = new("SELECT pg_advisory_lock(7)", holder);
        hold.ExecuteNonQuery();
        _schema.Execute($"""
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock_shared(7); RETURN NEW; END';
            CREATE {moment} FOR EACH ROW EXECUTE FUNCTION wait();
            """);
        Task commit = Task.Run(() => Commit(store.Journal, Row(6, 5)));
        while (_schema.Ask<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 0) await Task.Yield();
        _schema.EndWriter();
        holder.Close();
        await commit;
        Assert.Equal([1L, 6], store.Journal.Read(0).Select(row => row.IsIntact ? row.FirstLsn : -1));
        Commit(store.Journal, Row(11, 5));
    }

    [PostgresFact]
    public async Task A_commit_that_was_taken_and_not_answered_is_not_taken_twice()
    {
        using TcpProxy proxy = new(TestPostgres.Shared.Port);
        using PostgresDataSchema store = PostgresDataSchema.Open($"{_schema.ConnectionString};Port={proxy.Port}", "actorkv", keyShards: 256);
        Commit(store.Journal, Row(1, 5));
        proxy.HoldAnswers();
        Task commit = Task.Run(() => Commit(store.Journal, Row(6, 5)));
        while (_schema.Ask<long>("SELECT count(*) FROM journal_rows") < 2) await Task.Yield();
        proxy.Cut();
        proxy.Restore();
        await commit;
        Commit(store.Journal, Row(11, 5));
        Assert.Equal([1L, 6, 11], store.Journal.Read(0).Select(row => row.FirstLsn));
        Assert.Equal(15, store.Journal.LastLsn);
    }

    [PostgresFact]
    public async Task A_commit_that_finds_no_server_is_unreachable_and_is_settled_when_it_is_given_again()
    {
        using TcpProxy proxy = new(TestPostgres.Shared.Port);
        using PostgresDataSchema store = PostgresDataSchema.Open($"{_schema.ConnectionString};Port={proxy.Port}", "actorkv", keyShards: 256);
        store.Database.Patience = TimeSpan.Zero;
        Commit(store.Journal, Row(1, 5));
        proxy.HoldAnswers();
        Task commit = Task.Run(() => Commit(store.Journal, Row(6, 5)));
        while (_schema.Ask<long>("SELECT count(*) FROM journal_rows") < 2) await Task.Yield();
        proxy.Cut();
        Assert.True((await Assert.ThrowsAsync<JournalException>(() => commit)).IsUnreachable);
        Assert.True(Assert.Throws<JournalException>(() => Commit(store.Journal, Row(6, 5))).IsUnreachable);
        Assert.Equal(5, store.Journal.LastLsn);
        proxy.Restore();
        store.Database.Patience = TimeSpan.FromMinutes(1);
        Commit(store.Journal, Row(6, 5));
        Assert.Equal(10, store.Journal.LastLsn);
        Assert.Equal([1L, 6], store.Journal.Read(0).Select(row => row.FirstLsn));
    }

    [PostgresTheory]
    [InlineData(PostgresStop.Fast)]
    [InlineData(PostgresStop.Immediate)]
    internal async Task A_server_that_was_restarted_has_all_commits_and_takes_more(PostgresStop how)
    {
        using TestPostgres server = TestPostgres.Start();
        TestSchema schema = new(server: server);
        using PostgresDataSchema store = schema.Open();
        Commit(store.Journal, Row(1, 5));
        server.Restart(how);
        Commit(store.Journal, Row(6, 5));
        server.Stop(how);
        store.Database.Patience = TimeSpan.FromMinutes(1);
        Task commit = Task.Run(() => Commit(store.Journal, Row(11, 5)));
        server.StartAgain();
        await commit;
        Assert.Equal([1L, 6, 11], store.Journal.Read(0).Select(row => row.IsIntact ? row.FirstLsn : -1));
    }

    [PostgresFact]
    public async Task Rows_that_a_crash_of_the_server_took_because_they_were_not_synced_are_sent_again()
    {
        using PostgresDataSchema store = _schema.Open();
        Commit(store.Journal, Row(1, 5));
        await store.Journal.CommitAsync(new[] { Row(6, 5) }, sync: false, default);
        await store.Journal.CommitAsync(new[] { Row(11, 5), Row(16, 5) }, sync: false, default);
        _schema.Execute("DELETE FROM journal_rows WHERE first_lsn > 6");
        _schema.EndWriter();
        await store.Journal.CommitAsync(new[] { Row(21, 5) }, sync: false, default);
        Assert.Equal([1L, 6, 11, 16, 21], store.Journal.Read(0).Select(row => row.IsIntact ? row.FirstLsn : -1));
    }

    [PostgresFact]
    public void A_database_that_was_put_back_to_an_earlier_state_fences_the_writer()
    {
        using PostgresDataSchema store = _schema.Open();
        Commit(store.Journal, Row(1, 5), Row(6, 5));
        _schema.Execute("DELETE FROM journal_rows WHERE first_lsn > 1");
        _schema.EndWriter();
        Assert.Contains("ends with turn 5 and had ended with turn 10", Assert.Throws<JournalFencedException>(() => Commit(store.Journal, Row(11, 5))).Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void A_changed_byte_is_seen()
    {
        using PostgresDataSchema store = _schema.Open();
        Commit(store.Journal, Row(1, 5), Row(6, 5), Row(11, 5));
        _schema.Execute("UPDATE journal_rows SET payload = set_byte(payload, 70, get_byte(payload, 70) # 1) WHERE first_lsn = 6");
        Assert.Equal([true, false, true], store.Journal.Read(0).Select(row => row.IsIntact));
    }

    [PostgresFact]
    public void A_missing_row_stops_reading_with_its_number_and_the_way_out()
    {
        using (PostgresDataSchema store = _schema.Open())
        {
            Commit(store.Journal, Row(1, 5), Row(6, 5), Row(11, 5));
            _schema.Execute("DELETE FROM journal_rows WHERE first_lsn = 6");
            List<long> read = [];
            JournalException damage = Assert.Throws<JournalException>(() =>
            {
                foreach (JournalRow row in store.Journal.Read(0)) read.Add(row.FirstLsn);
            });
            Assert.Equal([1L], read);
            Assert.Contains("turn 6 has no row: the next one begins with turn 11", damage.Message, StringComparison.Ordinal);
            Assert.Contains("psql 'host=127.0.0.1 port=", damage.Message, StringComparison.Ordinal);
            _schema.Execute(damage.Message.Split('\'')[^2]);
        }
        using PostgresDataSchema shortened = _schema.Open();
        Assert.Equal(5, shortened.Journal.LastLsn);
        Commit(shortened.Journal, Row(6, 1));
        Assert.Equal(2, shortened.Journal.Read(0).Count());
    }

    [PostgresFact]
    public void A_missing_part_stops_reading_with_its_row_and_number()
    {
        using PostgresDataSchema store = _schema.Open();
        Commit(store.Journal, Row(1, 1), Row(2, 1, bytes: 2 * PostgresAppender.MaxPart + 1));
        _schema.Execute("DELETE FROM journal_parts WHERE part = 2");
        Assert.Contains("turn 2 has a damaged row: part 2 of 3 is missing", Assert.Throws<JournalException>(() => store.Journal.Read(0).Count()).Message, StringComparison.Ordinal);
    }

    [PostgresTheory]
    [InlineData("UPDATE journal_rows SET turns = 0 WHERE first_lsn = 6", "turn 6 has a damaged row: it claims 0 turns")]
    [InlineData("UPDATE journal_rows SET parts = 0 WHERE first_lsn = 6", "turn 6 has a damaged row: it claims 0 parts")]
    [InlineData("UPDATE journal_rows SET turns = 7 WHERE first_lsn = 1", "turn 8 has no row: the next one begins with turn 11")]
    public void Impossible_numbers_stop_reading(string damage, string message)
    {
        using PostgresDataSchema store = _schema.Open();
        Commit(store.Journal, Row(1, 5), Row(6, 5), Row(11, 5));
        _schema.Execute(damage);
        Assert.Contains(message, Assert.Throws<JournalException>(() => store.Journal.Read(0).Count()).Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_read_only_database_is_told_and_nothing_is_appended()
    {
        using PostgresDataSchema store = _schema.Open();
        Commit(store.Journal, Row(1, 5));
        string database = new NpgsqlConnectionStringBuilder(_schema.ConnectionString).Database!;
        _schema.Execute($"ALTER DATABASE {database} SET default_transaction_read_only = on");
        _schema.EndWriter();
        JournalException refused = Assert.Throws<JournalException>(() => Commit(store.Journal, Row(6, 5)));
        Assert.Contains("The database is read-only", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.IsUnreachable);
        await TestPostgres.Shared.ExecuteAsync($"ALTER DATABASE {database} RESET default_transaction_read_only");
        await store.Journal.ProbeAsync(default);
        Commit(store.Journal, Row(6, 5));
        Assert.Equal(10, store.Journal.LastLsn);
    }

    [PostgresFact]
    public void A_commit_that_the_server_refuses_appends_nothing()
    {
        using PostgresDataSchema store = _schema.Open();
        Commit(store.Journal, Row(1, 5));
        long size = store.Journal.SizeInBytes;
        _schema.Execute("ALTER TABLE journal_rows ADD CONSTRAINT none CHECK (first_lsn < 11)");
        Assert.False(Assert.Throws<JournalException>(() => Commit(store.Journal, Row(6, 5), Row(11, 5))).IsUnreachable);
        Assert.Equal((5, size), (store.Journal.LastLsn, store.Journal.SizeInBytes));
        Assert.Single(store.Journal.Read(0));
        Commit(store.Journal, Row(6, 5));
    }

    [PostgresFact]
    public async Task A_commit_is_synced_when_that_is_asked_for_and_not_when_it_is_not()
    {
        _schema.Execute($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(_schema.ConnectionString).Database} SET synchronous_commit = off");
        using PostgresDataSchema store = _schema.Open();
        _schema.Execute("""
            CREATE TABLE seen (first_lsn bigint, setting text);
            CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO seen VALUES (NEW.first_lsn, current_setting(''synchronous_commit'')); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER see AFTER INSERT ON journal_rows DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION see();
            """);
        await store.Journal.CommitAsync(new[] { Row(1, 1) }, sync: true, default);
        await store.Journal.CommitAsync(new[] { Row(2, 1) }, sync: false, default);
        await store.Journal.CommitAsync(new[] { Row(3, 1), Row(4, 1) }, sync: false, default);
        await store.Journal.CommitAsync(new[] { Row(5, 1) }, sync: true, default);
        Assert.Equal("on off off off on", _schema.Ask<string>("SELECT string_agg(setting, ' ' ORDER BY first_lsn) FROM seen"));
    }
}

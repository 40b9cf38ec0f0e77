// What is special to snapshots in PostgreSQL: damage, saves that were interrupted, servers that go away meanwhile.

using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;
using ActorKv.Journal.Contract;

namespace ActorKv.Journal.Postgres.Tests;

public sealed class PostgresSnapshotStoreSpec
{
    private const int KeyShards = 3;

    private readonly TestSchema _schema = new();

    [PostgresTheory]
    [InlineData("UPDATE save_chunks SET payload = set_byte(payload, 5, get_byte(payload, 5) # 1) WHERE shard = 1", "part 0 of key shard 1 in save 1 is damaged")]
    [InlineData("UPDATE save_chunks SET shard_lsn = 7 WHERE shard = 1", "part 0 of key shard 1 in save 1 is damaged")]
    [InlineData("DELETE FROM save_chunks WHERE shard = 1", "part 0 of key shard 1 in save 1 is missing")]
    public void Damage_is_told_with_its_place(string damage, string message)
    {
        using PostgresDataSchema store = _schema.Open(KeyShards);
        SnapshotSave save = Save(store.Snapshots);
        _schema.Execute(damage);
        Assert.Single(store.Snapshots.Read(save, 0));
        Assert.Contains(message, Assert.Throws<JournalException>(() => store.Snapshots.Read(save, 1).Count()).Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void What_an_interrupted_save_left_goes_when_the_next_begins()
    {
        using (PostgresDataSchema store = _schema.Open(KeyShards))
        {
            ISnapshotSaveWriter interrupted = store.Snapshots.BeginSave();
            for (int part = 0; part < 20; part++) interrupted.Add(new SnapshotChunk(0, part, IsLast: false, 1, new byte[1024 * 1024]));
        }
        Assert.InRange(_schema.Ask<long>("SELECT count(*) FROM save_chunks"), 8, 20);
        using PostgresDataSchema again = _schema.Open(KeyShards);
        Assert.Empty(again.Snapshots.Saves);
        using ISnapshotSaveWriter next = again.Snapshots.BeginSave();
        Assert.Equal(0, _schema.Ask<long>("SELECT count(*) FROM save_chunks"));
        Assert.Equal(1, _schema.Ask<long>("SELECT count(*) FROM saves"));
    }

    [PostgresFact]
    public void A_save_whose_connection_ends_fails_and_the_next_one_succeeds()
    {
        using PostgresDataSchema store = _schema.Open(KeyShards);
        using (ISnapshotSaveWriter broken = store.Snapshots.BeginSave())
        {
            broken.Add(new SnapshotChunk(0, 0, IsLast: true, 1, new byte[10]));
            Assert.True(_schema.Ask<bool>("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%'"));
            Assert.Throws<JournalException>(() =>
            {
                broken.Add(new SnapshotChunk(1, 0, IsLast: true, 1, new byte[10]));
                broken.Add(new SnapshotChunk(2, 0, IsLast: true, 1, new byte[10]));
                broken.Complete(1, 1);
            });
        }
        SnapshotSave save = Save(store.Snapshots);
        Assert.Equal([save], store.Snapshots.Saves);
    }

    [PostgresFact]
    public void A_restart_of_the_server_does_not_disturb_a_reader()
    {
        using TestPostgres server = TestPostgres.Start();
        using PostgresDataSchema store = new TestSchema(server: server).Open(KeyShards);
        SnapshotSave save = Save(store.Snapshots);
        Assert.Single(store.Snapshots.Read(save, 0));
        server.Restart();
        Assert.Single(store.Snapshots.Read(save, 1));
    }

    private static SnapshotSave Save(PostgresSnapshotStore store)
    {
        using ISnapshotSaveWriter writer = store.BeginSave();
        for (int shard = 0; shard < KeyShards; shard++) writer.Add(new SnapshotChunk(shard, 0, IsLast: true, 90, new byte[1000]));
        return writer.Complete(time: 5, lsn: 90);
    }
}

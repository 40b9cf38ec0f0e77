// What is special to the SQLite snapshot store: crashes, damage, a full disk.

using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;

namespace ActorKv.Journal.Sqlite.Tests;

public sealed class SqliteSnapshotStoreSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string File => _directory["snapshots.db"];

    [Fact]
    public void After_a_crash_a_complete_save_is_there()
    {
        using SqliteSnapshotStore store = Open();
        Save(store);
        using TempDirectory image = _directory.CrashImage();
        using SqliteSnapshotStore recovered = SqliteSnapshotStore.Open(image["snapshots.db"], keyShards: 2);
        Assert.Equal(3, recovered.Read(recovered.Saves.Single(), 1).Count());
    }

    [Fact]
    public void After_a_crash_in_the_middle_of_a_save_only_the_one_before_is_there()
    {
        using SqliteSnapshotStore store = Open();
        SnapshotSave before = Save(store);
        using ISnapshotSaveWriter interrupted = store.BeginSave();
        for (int part = 0; part < 20; part++) interrupted.Add(Chunk(0, part, isLast: false, bytes: 1_000_000));
        using TempDirectory image = _directory.CrashImage();
        using SqliteSnapshotStore recovered = SqliteSnapshotStore.Open(image["snapshots.db"], keyShards: 2);
        Assert.Equal([before], recovered.Saves);
        Assert.InRange(recovered.Database.Number($"SELECT count(*) FROM chunks WHERE save <> {before.Id}"), 1, 20);

        SnapshotSave after = Save(recovered);
        Assert.True(after.Id > before.Id + 1);
        Assert.Equal(0, recovered.Database.Number($"SELECT count(*) FROM chunks WHERE save NOT IN ({before.Id}, {after.Id})"));
    }

    [Theory]
    [InlineData("UPDATE chunks SET payload = substr(payload, 1, 500) WHERE shard = 1 AND part = 2", "part 2 of key shard 1 in save 1 is damaged")]
    [InlineData("UPDATE chunks SET last = 1 WHERE shard = 1 AND part = 1", "part 1 of key shard 1 in save 1 is damaged")]
    [InlineData("UPDATE chunks SET shard_lsn = 9 WHERE shard = 1 AND part = 0", "part 0 of key shard 1 in save 1 is damaged")]
    [InlineData("DELETE FROM chunks WHERE shard = 1 AND part = 1", "part 1 of key shard 1 in save 1 is missing")]
    [InlineData("DELETE FROM chunks WHERE shard = 1", "part 0 of key shard 1 in save 1 is missing")]
    [InlineData("DELETE FROM chunks WHERE shard = 1 AND part = 0; UPDATE chunks SET part = 0 WHERE shard = 1 AND part = 1", "part 0 of key shard 1 in save 1 is damaged")]
    public void A_damaged_chunk_is_named(string damage, string message)
    {
        using (SqliteSnapshotStore store = Open()) Save(store);
        TempDirectory.Run(File, damage);
        using SqliteSnapshotStore damaged = Open();
        SnapshotSave save = damaged.Saves.Single();
        Assert.Contains(message, Assert.Throws<JournalException>(() => damaged.Read(save, 1).Count()).Message, StringComparison.Ordinal);
        Assert.Equal(3, damaged.Read(save, 0).Count());
    }

    [Fact]
    public void A_flipped_byte_is_seen()
    {
        SnapshotChunk victim = Chunk(1, 1, isLast: false);
        using (SqliteSnapshotStore store = Open()) Save(store);
        _directory.FlipByteOf("snapshots.db", victim.Payload.Span[100..120]);
        using SqliteSnapshotStore damaged = Open();
        string message = Assert.Throws<JournalException>(() => damaged.Read(damaged.Saves[0], 1).Count()).Message;
        Assert.Contains("part 1 of key shard 1 in save 1 is damaged: its checksum differs", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_is_an_error()
    {
        using (SqliteSnapshotStore store = Open()) Save(store, bytes: 500_000);
        using (FileStream file = System.IO.File.OpenWrite(File)) file.SetLength(file.Length / 2 / 65536 * 65536);
        string message = Assert.Throws<JournalException>(() =>
        {
            using SqliteSnapshotStore damaged = Open();
            for (int shard = 0; shard < 2; shard++) Assert.Equal(3, damaged.Read(damaged.Saves[0], shard).Count());
        }).Message;
        Assert.Contains(File, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_save_on_a_full_disk_fails_and_the_next_one_works_when_there_is_room()
    {
        using SqliteSnapshotStore store = Open();
        SnapshotSave before = Save(store);
        store.Database.Execute($"PRAGMA max_page_count = {store.Database.Number("PRAGMA page_count") + 4}");
        using (ISnapshotSaveWriter writer = store.BeginSave())
        {
            writer.Add(Chunk(0, 0, isLast: true));
            JournalException error = Assert.Throws<JournalException>(() => writer.Add(Chunk(1, 0, isLast: true, bytes: 1_000_000)));
            Assert.Contains("The disk is full", error.Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => writer.Complete(1, 1));
        }
        Assert.Equal([before], store.Saves);
        Assert.Equal(3, store.Read(before, 1).Count());

        store.Database.Execute("PRAGMA max_page_count = 1000000");
        SnapshotSave after = Save(store);
        Assert.Equal([after, before], store.Saves);
    }

    [Fact]
    public void Room_of_deleted_saves_is_used_again()
    {
        using SqliteSnapshotStore store = Open();
        for (int i = 0; i < 10; i++)
        {
            Save(store, bytes: 300_000);
            store.DeleteOld(keep: 2);
        }
        Assert.InRange(store.Database.Number("PRAGMA page_count") * 65536, 3_600_000, 9_000_000);
    }

    [Fact]
    public void Closing_leaves_one_file_with_everything_in_it()
    {
        using (SqliteSnapshotStore store = Open()) Assert.Equal(3, store.Read(Save(store), 0).Count());
        Assert.Equal([File], Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void A_reader_that_outlives_the_store_closes_its_file()
    {
        SqliteSnapshotStore store = Open();
        IEnumerator<SnapshotChunk> reader = store.Read(Save(store), 0).GetEnumerator();
        Assert.True(reader.MoveNext());
        store.Dispose();
        Assert.Throws<JournalException>(AloneWithTheFile);
        reader.Dispose();
        AloneWithTheFile();

        // SQLite leaves the write-ahead mode only when nobody else has the file open.
        void AloneWithTheFile() => TempDirectory.Run(File, "PRAGMA journal_mode = DELETE");
    }

    public void Dispose() => _directory.Dispose();

    private SqliteSnapshotStore Open() => SqliteSnapshotStore.Open(File, keyShards: 2);

    // Three chunks for each of two shards.
    private static SnapshotSave Save(SqliteSnapshotStore store, int bytes = 1000)
    {
        using ISnapshotSaveWriter writer = store.BeginSave();
        for (int shard = 0; shard < 2; shard++)
            for (int part = 0; part < 3; part++) writer.Add(Chunk(shard, part, isLast: part == 2, bytes));
        return writer.Complete(1_767_225_600_000, 90);
    }

    private static SnapshotChunk Chunk(int shard, int part, bool isLast, int bytes = 1000)
    {
        byte[] payload = new byte[bytes];
        new Random(shard * 100 + part).NextBytes(payload);
        return new SnapshotChunk(shard, part, isLast, 80 + shard, payload);
    }
}

// What every ISnapshotStore must do. A test project links this file, says what a ContractFact is (a fact, or one that is skipped where something
// is missing), and derives a class that knows how to make a store of three key shards.

using ActorKv.Engine.Recovery;

namespace ActorKv.Journal.Contract;

public abstract class SnapshotStoreContract : IDisposable
{
    protected const int KeyShards = 3;

    private ISnapshotStore? _store;

    protected ISnapshotStore Store => _store ??= Open();

    /// <summary>Opens the test's store: empty at first, later with what it held when it was closed.</summary>
    protected abstract ISnapshotStore Open();

    [ContractFact]
    public void A_new_store_has_no_saves() => Assert.Empty(Store.Saves);

    [ContractFact]
    public void A_save_is_read_back_as_it_was_written()
    {
        SnapshotSave save = Save(lsn: 90, time: 1_767_225_600_000, seed: 1);
        Assert.Equal((1_767_225_600_000, 90, 80), (save.Time, save.Lsn, save.MinShardLsn));
        Assert.Equal([save], Store.Saves);
        AssertHolds(save, seed: 1);
    }

    [ContractFact]
    public void A_save_may_have_a_tail_behind_its_last_key_shard()
    {
        SnapshotSave save;
        using (ISnapshotSaveWriter writer = Store.BeginSave())
        {
            for (int shard = 0; shard < KeyShards; shard++) AddChunks(writer, shard, seed: 1);
            writer.Add(new SnapshotChunk(KeyShards, 0, IsLast: true, ShardLsn: 95, new byte[] { 7, 8, 9 }));
            save = writer.Complete(5, 95);
        }
        AssertHolds(save, seed: 1);
        Assert.Equal([7, 8, 9], Store.Read(save, KeyShards).Single().Payload.ToArray());
    }

    [ContractFact]
    public void A_save_survives_closing()
    {
        SnapshotSave save = Save(lsn: 90, time: 5, seed: 1);
        Reopen();
        Assert.Equal([save], Store.Saves);
        AssertHolds(save, seed: 1);
    }

    [ContractFact]
    public void The_newest_save_comes_first_and_has_the_highest_number()
    {
        SnapshotSave first = Save(lsn: 90, time: 5, seed: 1), second = Save(lsn: 95, time: 6, seed: 2);
        Assert.True(second.Id > first.Id);
        Assert.Equal([second, first], Store.Saves);
        Reopen();
        Assert.Equal([second, first], Store.Saves);
        AssertHolds(first, seed: 1);
        AssertHolds(second, seed: 2);
    }

    [ContractFact]
    public void A_save_is_invisible_until_it_is_complete()
    {
        using (ISnapshotSaveWriter writer = Store.BeginSave())
        {
            AddChunks(writer, shard: 0, seed: 1);
            Assert.Empty(Store.Saves);
        }
        Assert.Empty(Store.Saves);
        Reopen();
        Assert.Empty(Store.Saves);
        SnapshotSave save = Save(lsn: 90, time: 5, seed: 2);
        Assert.Equal([save], Store.Saves);
        AssertHolds(save, seed: 2);
    }

    [ContractFact]
    public void One_save_is_under_way_at_a_time()
    {
        using ISnapshotSaveWriter writer = Store.BeginSave();
        Assert.Throws<InvalidOperationException>(() => Store.BeginSave());
    }

    [ContractFact]
    public void A_save_that_lacks_a_shard_cannot_be_completed()
    {
        using ISnapshotSaveWriter writer = Store.BeginSave();
        AddChunks(writer, shard: 0, seed: 1);
        AddChunks(writer, shard: 2, seed: 1);
        writer.Add(new SnapshotChunk(1, 0, IsLast: false, 80, new byte[10]));
        Assert.Throws<InvalidOperationException>(() => writer.Complete(1, 90));
        writer.Add(new SnapshotChunk(1, 1, IsLast: true, 80, new byte[10]));
        writer.Complete(1, 90);
        Assert.Single(Store.Saves);
    }

    [ContractFact]
    public void Chunks_out_of_order_are_refused()
    {
        using ISnapshotSaveWriter writer = Store.BeginSave();
        Assert.Throws<ArgumentException>(() => writer.Add(new SnapshotChunk(0, 1, IsLast: false, 80, new byte[10])));
        writer.Add(new SnapshotChunk(0, 0, IsLast: true, 80, new byte[10]));
        Assert.Throws<ArgumentException>(() => writer.Add(new SnapshotChunk(0, 1, IsLast: true, 80, new byte[10])));
    }

    [ContractFact]
    public void DeleteOld_keeps_the_newest()
    {
        Save(lsn: 90, time: 5, seed: 1);
        SnapshotSave second = Save(lsn: 95, time: 6, seed: 2), third = Save(lsn: 99, time: 7, seed: 3);
        Store.DeleteOld(keep: 2);
        Assert.Equal([third, second], Store.Saves);
        Reopen();
        Assert.Equal([third, second], Store.Saves);
        AssertHolds(second, seed: 2);
        Store.DeleteOld(keep: 0);
        Assert.Empty(Store.Saves);
    }

    [ContractFact]
    public void Old_saves_can_be_read_and_deleted_while_a_save_is_under_way()
    {
        SnapshotSave first = Save(lsn: 90, time: 5, seed: 1), second = Save(lsn: 95, time: 6, seed: 2);
        using ISnapshotSaveWriter writer = Store.BeginSave();
        AddChunks(writer, shard: 0, seed: 3);
        AssertHolds(first, seed: 1);
        Store.DeleteOld(keep: 1);
        AssertHolds(second, seed: 2);
        AddChunks(writer, shard: 1, seed: 3);
        AddChunks(writer, shard: 2, seed: 3);
        SnapshotSave third = writer.Complete(7, 99);
        Assert.Equal([third, second], Store.Saves);
        AssertHolds(third, seed: 3);
    }

    [ContractFact]
    public void Reading_a_save_that_is_gone_says_which()
    {
        SnapshotSave save = Save(lsn: 90, time: 5, seed: 1);
        Store.DeleteOld(keep: 0);
        var error = Assert.Throws<ActorKv.Engine.Commits.JournalException>(() => Store.Read(save, 2).Count());
        Assert.Contains($"part 0 of key shard 2 in save {save.Id} is missing", error.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public void Shards_are_read_in_parallel()
    {
        SnapshotSave save = Save(lsn: 90, time: 5, seed: 1);
        Parallel.For(0, 60, i => AssertHolds(save, i % KeyShards, seed: 1));
    }

    [ContractFact]
    public void Chunks_of_many_megabytes_are_read_back()
    {
        using ISnapshotSaveWriter writer = Store.BeginSave();
        byte[] large = new byte[20 * 1024 * 1024 + 3];
        new Random(1).NextBytes(large);
        writer.Add(new SnapshotChunk(0, 0, IsLast: false, 80, large));
        writer.Add(new SnapshotChunk(0, 1, IsLast: true, 80, large));
        AddChunks(writer, shard: 1, seed: 1);
        AddChunks(writer, shard: 2, seed: 1);
        SnapshotSave save = writer.Complete(1, 90);
        int chunks = 0;
        foreach (SnapshotChunk chunk in Store.Read(save, 0))
        {
            Assert.True(large.AsSpan().SequenceEqual(chunk.Payload.Span));
            chunks++;
        }
        Assert.Equal(2, chunks);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _store?.Dispose();
        _store = null;
    }

    protected void Reopen()
    {
        Store.Dispose();
        _store = null;
    }

    protected SnapshotSave Save(long lsn, long time, int seed)
    {
        using ISnapshotSaveWriter writer = Store.BeginSave();
        for (int shard = 0; shard < KeyShards; shard++) AddChunks(writer, shard, seed);
        return writer.Complete(time, lsn);
    }

    /// <summary>Shard 0 has one empty chunk, shard 1 two and shard 2 three of some KiB.</summary>
    protected static void AddChunks(ISnapshotSaveWriter writer, int shard, int seed)
    {
        for (int part = 0; part <= shard; part++) writer.Add(Chunk(shard, part, seed));
    }

    protected void AssertHolds(SnapshotSave save, int seed)
    {
        for (int shard = 0; shard < KeyShards; shard++) AssertHolds(save, shard, seed);
    }

    private void AssertHolds(SnapshotSave save, int shard, int seed)
    {
        int part = 0;
        foreach (SnapshotChunk chunk in Store.Read(save, shard))
        {
            SnapshotChunk expected = Chunk(shard, part++, seed);
            Assert.Equal(expected with { Payload = default }, chunk with { Payload = default });
            Assert.True(expected.Payload.Span.SequenceEqual(chunk.Payload.Span));
        }
        Assert.Equal(shard + 1, part);
    }

    private static SnapshotChunk Chunk(int shard, int part, int seed)
    {
        byte[] payload = new byte[shard * (70_000 + part)];
        new Random(seed * 100 + shard * 10 + part).NextBytes(payload);
        return new SnapshotChunk(shard, part, IsLast: part == shard, ShardLsn: 80 + shard, payload);
    }
}

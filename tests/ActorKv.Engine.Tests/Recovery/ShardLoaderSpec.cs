using ActorKv.Core.Keyspaces;
using ActorKv.Engine.Commits;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Recovery;
using ActorKv.Engine.Tests.KeyShards;

namespace ActorKv.Engine.Tests.Recovery;

public sealed class ShardLoaderSpec
{
    [Fact]
    public async Task A_row_whose_checksum_is_wrong_is_named()
    {
        await using TestNode node = await WithTurnsAsync();
        node.Journal.Change(node.ShardOf("k"), rows => rows[1] = rows[1] with { Crc = rows[1].Crc + 1 });
        Assert.Equal($"Key shard {node.ShardOf("k")} cannot be loaded: row 2..2 of its log cannot be replayed: its checksum is wrong. Nothing was changed. " +
            "Restore the database from a backup; other key shards go on.", Failure(node));
    }

    [Fact]
    public async Task A_row_that_is_missing_is_named()
    {
        await using TestNode node = await WithTurnsAsync();
        node.Journal.Change(node.ShardOf("k"), rows => rows.RemoveAt(1));
        Assert.Contains("its log goes on at turn 3 where 2 is expected", Failure(node), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_effect_on_another_key_shard_is_no_part_of_the_log()
    {
        await using TestNode node = await WithTurnsAsync();
        int shard = node.ShardOf("k"), other = Enumerable.Range(0, 100).Select(i => node.ShardOf($"o{i}")).First(number => number != shard);
        string key = Enumerable.Range(0, 100).Select(i => $"o{i}").First(name => node.ShardOf(name) == other);
        await node.Run($"SET {key} v");
        node.Journal.Change(shard, rows => rows[0] = node.Journal.RowsOf(other)[0]);
        Assert.Contains($"row 1..1 of its log cannot be replayed: Effect 'SET {key} v' is for key shard {other}, database 0, which do not exist", Failure(node), StringComparison.Ordinal);
    }

    // Of a key shard that is not the first: the first one has all databases in any case.
    [Theory]
    [InlineData("MOVE k 3")]
    [InlineData("COPY k k DB 3")]
    [InlineData("COPY k k DB 15 REPLACE")]
    public async Task What_went_to_another_database_is_loaded_there(string command)
    {
        await using TestNode node = await WithTurnsAsync();
        int shard = node.ShardOf("k");
        Assert.NotEqual(0, shard);
        Assert.Equal("(integer) 1", await node.Run(command));
        LoadedShard loaded = node.Load(shard, 2);
        Assert.Equal(Keys(node.Store.States[shard]), Keys(loaded.State));

        static int[] Keys(KeyShardState state) => [.. Enumerable.Range(0, state.Databases).Select(database => state.Existing(database)?.Count ?? 0)];
    }

    [Fact]
    public async Task A_snapshot_that_is_damaged_or_has_no_end_is_named()
    {
        await using TestNode node = await WithTurnsAsync();
        ShardImage image = (await node.Keeper.TakeSnapshotAsync(node.ShardOf("k")))!;
        byte[] bytes = image.Chunks[0].ToArray();
        Assert.Contains("its snapshot up to turn 3 has no end: chunks are missing", Failure(node, new SnapshotChunk(image.Shard, 0, false, 3, bytes)), StringComparison.Ordinal);
        bytes[0] = 77;
        Assert.Contains("its snapshot up to turn 3 is damaged", Failure(node, new SnapshotChunk(image.Shard, 0, true, 3, bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_inside_a_row_takes_the_turns_behind_it()
    {
        await using TestNode node = await WithTurnsAsync();
        int shard = node.ShardOf("k");
        ShardImage image = (await node.Keeper.TakeSnapshotAsync(shard))!;
        for (int i = 4; i <= 6; i++) await node.Run($"APPEND k {i}");
        List<JournalRow> rows = node.Journal.RowsOf(shard);
        JournalRow whole = JournalRow.Create(1, 6, rows[0].Time, rows.SelectMany(row => row.Payload.ToArray()).ToArray());
        LoadedShard loaded = ShardLoader.Load(node.Store, shard, 7, [new SnapshotChunk(shard, 0, true, image.Sequence, image.Chunks[0])], [whole]);
        Assert.Equal((7L, 6L), (loaded.Epoch, loaded.LastSequence));
        await node.Keeper.CloseAsync([shard]);
        node.Keeper.Open(loaded);
        Assert.Equal("123456", await node.Run("GET k"));
    }

    private static async Task<TestNode> WithTurnsAsync()
    {
        TestNode node = TestNode.Open().OpenAll();
        for (int i = 1; i <= 3; i++) await node.Run($"APPEND k {i}");
        return node;
    }

    private static string Failure(TestNode node, params SnapshotChunk[] snapshot)
    {
        int shard = node.ShardOf("k");
        return Assert.Throws<JournalException>(() => ShardLoader.Load(node.Store, shard, 1, snapshot, node.Journal.RowsOf(shard))).Message;
    }
}

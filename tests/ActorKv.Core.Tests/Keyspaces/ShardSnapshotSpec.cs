using System.Buffers;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.Keyspaces;

public sealed class ShardSnapshotSpec
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(int.MaxValue)]
    public void A_shard_comes_back_from_chunks_of_any_size(int chunkSize)
    {
        using Kv kv = Filled();
        KeyShardState[] loaded = [.. kv.Shards.Select(shard => Load(Save(shard), chunkSize, shard).State)];
        Assert.Equal(StateDigest.Compute(kv.Shards).ToHex(), StateDigest.Compute(loaded).ToHex());
        Assert.Equal(kv.Shards.Sum(Keys), loaded.Sum(Keys));
        foreach ((KeyShardState before, KeyShardState after) in kv.Shards.Zip(loaded)) AssertSameEntries(before, after);
    }

    [Fact]
    public void An_empty_shard_is_a_version_and_an_end()
    {
        KeyShardState empty = new(0, 16, 0);
        byte[] bytes = Save(empty);
        Assert.Equal([1, 0xFF, 0], bytes);
        Assert.Equal(0, Load(bytes, 100, empty).Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("03 ff 00")]                                // another version
    [InlineData("01 ff 01")]                                // a key is missing
    [InlineData("01 ff 00 00")]
    [InlineData("01 fe 10 ff 00")]                          // database 16 of 16
    [InlineData("01 fe 80 ffffffff ff 00")]
    [InlineData("01 77 ff 00")]
    [InlineData("01 00 000000 01 61 63 01 61 ff 01")]       // type 99
    [InlineData("01 01 ffffffffffffffff 000000 01 61 00 01 61 ff 01")]
    [InlineData("01 00 000000 01 61 00 01 62 00 000000 01 61 00 01 62 ff 02")]
    public void A_damaged_stream_is_refused(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Throws<RdbFormatException>(() => Load(bytes, 100, new KeyShardState(0, 16, 0)));
    }

    [Fact]
    public void A_stream_that_ends_early_is_refused()
    {
        using Kv kv = Filled();
        byte[] bytes = Save(kv.Shards.MinBy(shard => Save(shard).Length)!);
        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<RdbFormatException>(() => Load(bytes[..length], 64, kv.Shards[0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_mutated_stream_is_loaded_or_refused(int seed)
    {
        using Kv kv = Filled();
        Random random = new(seed);
        byte[][] streams = [.. kv.Shards.Select(Save)];
        int refused = 0;
        for (int round = 0; round < 2000; round++)
        {
            byte[] bytes = [.. streams[random.Next(streams.Length)]];
            for (int changes = random.Next(1, 4); changes > 0; changes--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                Load(bytes, 256, kv.Shards[0]);
            }
            catch (RdbFormatException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 1, 2000);
    }

    private static Kv Filled()
    {
        Kv kv = new();
        for (int i = 0; i < 60; i++)
        {
            kv.Database = i % 3 * 5;
            kv.Now += 5000;
            kv.Run($"SET string:{i} {(i % 2 == 0 ? i : i - 1000)}");
            kv.Run($"SET text:{i} {new string('t', i * 3)} PX {1000 + i * 100_000}");
            kv.Run($"RPUSH list:{i} a {i} {new string('l', i)}");
        }
        kv.Run($"SET long {new string('x', 5000)}");
        kv.Run($"RPUSH mixed a {new string('y', 9000)} b");
        return kv;
    }

    private static byte[] Save(KeyShardState shard)
    {
        ArrayBufferWriter<byte> output = new();
        ShardSnapshot.Write(shard, output);
        return output.WrittenSpan.ToArray();
    }

    private static (KeyShardState State, long Keys) Load(byte[] bytes, int chunkSize, KeyShardState like)
    {
        KeyShardState state = new(like.Index, like.Databases, 99);
        int at = 0;
        long keys = ShardSnapshot.Read(
            () =>
            {
                byte[] chunk = bytes[at..Math.Min(bytes.Length, (int)Math.Min(int.MaxValue, (long)at + chunkSize))];
                at += chunk.Length;
                return chunk;
            },
            state,
            new KeyspaceSettings());
        return (state, keys);
    }

    private static long Keys(KeyShardState shard) => Enumerable.Range(0, shard.Databases).Sum(database => (long)(shard.Existing(database)?.Count ?? 0));

    private static void AssertSameEntries(KeyShardState before, KeyShardState after)
    {
        for (int database = 0; database < before.Databases; database++)
        {
            if (before.Existing(database) is not { } space) continue;
            foreach (int index in space)
            {
                ReadOnlySpan<byte> key = Keyspace.KeyOf(ref space[index]);
                Keyspace loaded = after[database];
                int found = loaded.Find(key, loaded.HashOf(key));
                Assert.Equal(space.ExpiryOf(index), loaded.ExpiryOf(found));
                Assert.Equal(space[index].Meta, loaded[found].Meta);
            }
        }
    }
}

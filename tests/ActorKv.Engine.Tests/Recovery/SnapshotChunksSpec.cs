// Key shards that need several chunks in a save.

using System.Globalization;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Recovery;

public sealed class SnapshotChunksSpec
{
    [Fact]
    public async Task A_key_shard_of_several_chunks_comes_back_whole()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.KeyShards = 1);
        LocalSession session = kv.NewSession();
        for (int i = 0; i < 1000; i++)
            await session.ExecuteAsync("SET"u8.ToArray(), Key(i), new byte[5000 + 13 * i]);
        string digest = kv.Digest();
        await kv.Run("SAVE");
        await using TestStore after = await kv.CrashAsync(options => options.KeyShards = 1);
        Assert.Equal(digest, after.Digest());
        for (int i = 0; i < 1000; i++) Assert.Equal("(integer) 1", await after.Run($"EXISTS key:{i}"));
    }

    private static byte[] Key(int i) => System.Text.Encoding.ASCII.GetBytes("key:" + i.ToString(CultureInfo.InvariantCulture));
}

using System.Text;
using ActorKv.Core.Turns;
using ActorKv.Engine.Commits;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests;

public sealed class ExpirySpec
{
    [Fact]
    public async Task The_sweep_removes_keys_that_nobody_touches_and_logs_it()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        for (int i = 0; i < 500; i++) await kv.Run($"SET k{i} v PX {100 + i}");
        await kv.Run("SET stays v");
        kv.Store.ActiveExpire = false;
        kv.Time.Advance(TimeSpan.FromSeconds(1));
        kv.Store.Heartbeat.Sweep();
        Assert.Equal(1, kv.Store.CountKeys());
        await kv.Store.Commits.FlushAsync();
        Assert.Equal(500, Effects(kv).Count(effect => effect.StartsWith("DEL k", StringComparison.Ordinal)));
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
    }

    [Fact]
    public async Task A_read_of_an_expired_key_finds_nothing_and_logs_its_removal()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        kv.Store.ActiveExpire = false;
        await kv.Run("SET k v PX 100");
        kv.Time.Advance(TimeSpan.FromMilliseconds(101));
        Assert.Equal("(nil)", await kv.Run("GET k"));
        Assert.Equal("DEL k", Effects(kv).Last());
    }

    [Fact]
    public async Task The_sweep_removes_fields_that_nobody_touches_and_logs_it()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        for (int i = 0; i < 500; i++) await kv.Run($"HSETEX h{i % 100} PX {100 + i} FIELDS 1 f{i} v");
        for (int i = 0; i < 50; i++) await kv.Run($"HSET h{i} stays v");
        kv.Store.ActiveExpire = false;
        kv.Time.Advance(TimeSpan.FromSeconds(1));
        kv.Store.Heartbeat.Sweep();
        Assert.Equal(50, kv.Store.CountKeys());
        await kv.Store.Commits.FlushAsync();
        Assert.Equal(100, Effects(kv).Count(effect => effect.StartsWith("HDEL h", StringComparison.Ordinal)));
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
    }

    [Fact]
    public async Task Fields_expire_after_a_restart_too()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        kv.Store.ActiveExpire = false;
        await kv.Run("HSETEX h PX 100 FIELDS 1 f v");
        await kv.Run("HSET h stays v");
        await kv.Run("SAVE");
        await using TestStore after = await kv.CrashAsync();
        after.Store.ActiveExpire = false;
        after.Time.Advance(TimeSpan.FromMilliseconds(101));
        after.Store.Heartbeat.Sweep();
        await after.Store.Commits.FlushAsync();
        Assert.Equal("HDEL h f", Effects(after).Last());
        Assert.Equal("[stays, v]", await after.Run("HGETALL h"));
    }

    private static IEnumerable<string> Effects(TestStore kv)
    {
        foreach (JournalRow row in kv.Journal.Read(kv.Journal.DeletedThrough))
        {
            byte[] bytes = row.Payload.ToArray();
            int at = 0;
            for (int turn = 0; turn < row.Turns; turn++)
            {
                int length = 0;
                for (int shift = 0; ; shift += 7)
                {
                    byte b = bytes[at++];
                    length |= (b & 0x7f) << shift;
                    if (b < 0x80) break;
                }
                EffectReader reader = new(bytes, at, length);
                Request effect = new();
                while (reader.TryRead(effect))
                    yield return string.Join(' ', Enumerable.Range(0, effect.Count).Select(i => Encoding.Latin1.GetString(effect[i])));
                at += length;
            }
        }
    }
}

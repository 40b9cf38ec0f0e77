// Events and snapshots: what is damaged, foreign or of another version is told, and nothing of it is taken.

using ActorKv.Akka.KeyShards;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine.Commits;

namespace ActorKv.Akka.Tests.KeyShards;

public sealed class ShardRecordsSpec
{
    private static readonly ShardPlace s_shard = new(5, 16);
    private readonly ShardEvent _event = ShardEvent.Of(s_shard, JournalRow.Create(100, 2, 1_700_000_000_000, "\u0001a\u0001b"u8.ToArray()));

    [Fact]
    public void An_event_is_a_journal_row_of_the_built_in_host_with_its_key_shard_and_version()
    {
        JournalRow row = _event.Read(s_shard);
        Assert.Equal((100, 2, 1_700_000_000_000), (row.FirstLsn, row.Turns, row.Time));
        Assert.Equal("\u0001a\u0001b"u8.ToArray(), row.Payload.ToArray());
    }

    [Fact]
    public void An_event_with_a_flipped_bit_is_refused_wherever_the_bit_is()
    {
        for (int at = 0; at < _event.Bytes.Length; at++)
        {
            // Which version wrote it is for people: a change of its letters changes nothing else.
            if (at is >= 2 and < 7) continue;
            byte[] bytes = [.. _event.Bytes];
            bytes[at] ^= 0x40;
            Assert.Throws<ShardRecordException>(() => new ShardEvent(bytes).Read(s_shard));
        }
    }

    [Fact]
    public void An_event_that_ends_early_is_refused()
    {
        for (int length = 0; length < _event.Bytes.Length; length++)
            Assert.Throws<ShardRecordException>(() => new ShardEvent(_event.Bytes[..length]).Read(s_shard));
    }

    [Fact]
    public void An_event_of_an_unknown_layout_says_which_version_wrote_it()
    {
        byte[] bytes = [.. _event.Bytes];
        bytes[0] = 9;
        string message = Assert.Throws<ShardRecordException>(() => new ShardEvent(bytes).Read(s_shard)).Message;
        Assert.Contains("layout 9", message, StringComparison.Ordinal);
        Assert.Contains("ActorKv 0.1.0 wrote it", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_of_another_key_shard_is_refused() =>
        Assert.Contains("of key shard 5", Assert.Throws<ShardRecordException>(() => _event.Read(new ShardPlace(6, 16))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_event_of_a_time_with_more_key_shards_is_refused_and_says_how_many_there_were() =>
        Assert.Contains("actorkv.key-shards = 16", Assert.Throws<ShardRecordException>(() => _event.Read(new ShardPlace(5, 8))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_snapshot_with_a_flipped_bit_is_refused()
    {
        KeyShardState state = new(5, 16, 0);
        byte[] whole = ShardImage.Of(state, 16, 42).Bytes;
        Assert.Equal(42, new ShardImage(whole).LoadInto(new KeyShardState(5, 16, 0), 16, new KeyspaceSettings()));
        for (int at = whole.Length - 3; at < whole.Length; at++)
        {
            byte[] bytes = [.. whole];
            bytes[at] ^= 1;
            Assert.Throws<ShardRecordException>(() => new ShardImage(bytes).LoadInto(new KeyShardState(5, 16, 0), 16, new KeyspaceSettings()));
        }
    }
}

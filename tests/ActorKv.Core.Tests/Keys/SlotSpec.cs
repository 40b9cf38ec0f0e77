using ActorKv.Core.Keys;

namespace ActorKv.Core.Tests.Keys;

public sealed class SlotSpec
{
    [Fact]
    public void CRC16_of_123456789_is_31C3() => Assert.Equal(0x31C3, Slot.Crc16("123456789"u8));

    [Fact]
    public void Slots_are_those_that_CLUSTER_KEYSLOT_gives()
    {
        Assert.Equal(12182, Slot.Of("foo"u8));
        Assert.Equal(5061, Slot.Of("bar"u8));
        Assert.Equal(866, Slot.Of("hello"u8));
        Assert.Equal(0, Slot.Of(""u8));
    }

    [Fact]
    public void The_first_hash_tag_that_is_not_empty_decides()
    {
        Assert.Equal(Slot.Of("user1000"u8), Slot.Of("{user1000}.following"u8));
        Assert.Equal(Slot.Of("{bar"u8), Slot.Of("foo{{bar}}zap"u8));
        Assert.Equal(Slot.Of("bar"u8), Slot.Of("foo{bar}{zap}"u8));
        Assert.NotEqual(Slot.Of("bar"u8), Slot.Of("foo{}{bar}"u8));
    }

    [Fact]
    public void Every_shard_owns_a_run_of_slots()
    {
        int[] owned = new int[256];
        int last = 0;
        for (int slot = 0; slot < Slot.Count; slot++)
        {
            int shard = Slot.ToShard(slot, 256);
            Assert.InRange(shard, last, last + 1);
            last = shard;
            owned[shard]++;
        }
        Assert.All(owned, count => Assert.Equal(64, count));
    }

    [Theory]
    [InlineData(1), InlineData(3), InlineData(256), InlineData(1000), InlineData(16384)]
    public void The_first_slot_of_a_key_shard_is_the_first_that_goes_to_it(int shards)
    {
        for (int shard = 0; shard < shards; shard++)
        {
            int first = Slot.FirstOf(shard, shards);
            Assert.Equal(shard, Slot.ToShard(first, shards));
            if (first > 0) Assert.Equal(shard - 1, Slot.ToShard(first - 1, shards));
        }
        Assert.Equal(Slot.Count, Slot.FirstOf(shards, shards));
    }
}

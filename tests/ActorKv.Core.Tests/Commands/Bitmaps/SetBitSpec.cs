using ActorKv.Core.DataTypes;
using ActorKv.Core.Keys;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.Commands.Bitmaps;

public sealed class SetBitSpec
{
    private const string BadOffset = "ERR bit offset is not an integer or out of range";
    private const string BadBit = "ERR bit is not an integer or out of range";

    [Fact]
    public void SETBIT_sets_a_bit_and_replies_what_it_was()
    {
        using Kv kv = new();
        kv.Run("SETBIT k 7 1").Replies("(integer) 0");
        kv.Logged("SETBIT k 7 1");
        kv.Run("SETBIT k 7 0").Replies("(integer) 1");
        kv.Logged("SETBIT k 7 0");
        kv.Run("SETBIT k 0 1").Replies("(integer) 0");
        kv.Run("GET k").Replies("\u0080");
    }

    [Fact]
    public void SETBIT_that_changes_nothing_logs_nothing()
    {
        using Kv kv = new();
        kv.Run("SETBIT k 3 1");
        kv.Run("SETBIT k 3 1").Replies("(integer) 1");
        kv.LoggedNothing();
        kv.Run("SETBIT k 4 0").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Fact]
    public void SETBIT_that_only_makes_the_string_longer_is_a_change()
    {
        using Kv kv = new();
        kv.Run("SETBIT k 20 0").Replies("(integer) 0");
        kv.Logged("SETBIT k 20 0");
        kv.Run("STRLEN k").Replies("(integer) 3");
    }

    [Fact]
    public void SETBIT_works_on_any_string_and_keeps_its_expiry()
    {
        using Kv kv = new();
        kv.Run("SET k 12 PX 100");
        kv.Run("SETBIT k 7 0").Replies("(integer) 1");
        kv.Run("GET k").Replies("02");
        kv.Run("OBJECT ENCODING k").Replies("raw");
        kv.Run("PTTL k").Replies("(integer) 100");
    }

    [Theory]
    [InlineData("SETBIT k -1 1", BadOffset)]
    [InlineData("SETBIT k abc 1", BadOffset)]
    [InlineData("SETBIT k #1 1", BadOffset)]
    [InlineData("SETBIT k 4294967296 1", BadOffset)]
    [InlineData("SETBIT k 4294967296 2", BadOffset)]
    [InlineData("SETBIT k 0 2", BadBit)]
    [InlineData("SETBIT k 0 -1", BadBit)]
    [InlineData("SETBIT k 0 x", BadBit)]
    [InlineData("SETBIT k 0", "ERR wrong number of arguments for 'setbit' command")]
    [InlineData("SETBIT list 0 2", BadBit)]
    [InlineData("SETBIT list 0 1", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void SETBIT_refuses_what_is_no_bit(string command, string error)
    {
        using Kv kv = new();
        kv.Run("RPUSH list a");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }

    [Fact]
    public void SETBIT_stays_within_proto_max_bulk_len()
    {
        using Kv kv = new();
        kv.Settings.MaxStringLength = 10;
        kv.Run("SETBIT k 79 1").Replies("(integer) 0");
        kv.Run("SETBIT k 80 1").Fails(BadOffset);
    }

    [Fact]
    public void SETBIT_on_a_large_bitmap_works_in_place()
    {
        using Kv kv = new();
        kv.Run("SETBIT k 8000000 1");
        StringBuffer before = Assert.IsType<StringBuffer>(ValueOf(kv));
        long memory = before.MemoryUsage;
        kv.Run("SETBIT k 4000000 1");
        Assert.Same(before, ValueOf(kv));
        Assert.Equal(memory, before.MemoryUsage);
        kv.Run("BITCOUNT k").Replies("(integer) 2");
    }

    private static object? ValueOf(Kv kv)
    {
        KeyShardState shard = kv.Shards[Slot.ToShard(Slot.Of("k"u8), kv.Shards.Length)];
        Keyspace space = shard[0];
        return space[space.Find("k"u8, space.HashOf("k"u8))].Value;
    }
}

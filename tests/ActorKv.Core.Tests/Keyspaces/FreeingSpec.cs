using ActorKv.Core.DataTypes;
using ActorKv.Core.Keys;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.Keyspaces;

// However many elements a value has, removing it is letting go of one reference: nothing is asked of it but its type and its size.
public sealed class FreeingSpec
{
    [Theory]
    [InlineData("DEL big")]
    [InlineData("UNLINK big")]
    [InlineData("FLUSHDB")]
    [InlineData("FLUSHALL ASYNC")]
    [InlineData("SET big small")]
    [InlineData("EXPIRE big -1")]
    [InlineData("RENAME other big")]
    public void Removing_a_big_value_visits_none_of_its_elements(string command)
    {
        using Kv kv = new();
        kv.Run("SET other value");
        Put(kv);
        kv.Run(command);
        kv.Run("TYPE big").Replies(kv.Run("EXISTS big").Text == "(integer) 1" ? "string" : "none");
    }

    [Fact]
    public void Expiry_visits_none_either()
    {
        using Kv kv = new();
        Put(kv);
        kv.Run("PEXPIREAT big 2000000");
        kv.Now = 2_000_001;
        kv.Run("EXISTS big").Replies("(integer) 0");
    }

    private static void Put(Kv kv)
    {
        Monolith value = new();
        value.SetKey("big"u8);
        Keyspace space = kv.Shards[Slot.ToShard(Slot.Of("big"u8), kv.Shards.Length)][0];
        space.Insert(value, value.Key.Length, space.HashOf("big"u8), 0);
    }

    private sealed class Monolith : KeyedValue
    {
        public override DataType Type => DataType.Set;

        public override long MemoryUsage => 1L << 40;

        public override ReadOnlySpan<byte> Encoding => throw new InvalidOperationException("It is visited.");

        public override KeyedValue Copy() => throw new InvalidOperationException("It is visited.");

        public override void WriteRdb(RdbWriter writer) => throw new InvalidOperationException("It is visited.");

        public override void AddDigest(ref ValueDigest digest) => throw new InvalidOperationException("It is visited.");
    }
}

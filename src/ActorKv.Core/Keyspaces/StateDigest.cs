// One number for the whole state: equal states have equal digests, in whatever order their keys were made. It is the digest of Redis'
// DEBUG DIGEST (computeDatasetDigest), so it can be compared with a real redis-server over the same data. Tests end with it: effects
// replayed into a fresh state must give the same digest.

using System.Buffers.Binary;
using ActorKv.Core.DataTypes;

namespace ActorKv.Core.Keyspaces;

internal static class StateDigest
{
    /// <summary>The digest over key shards that nobody else is inside.</summary>
    public static ValueDigest Compute(IReadOnlyList<KeyShardState> shards)
    {
        ValueDigest digest = default;
        Span<byte> number = stackalloc byte[4];
        for (int database = 0; database < shards[0].Databases; database++)
        {
            bool any = false;
            foreach (KeyShardState shard in shards)
            {
                if (shard.Existing(database) is not { Count: > 0 } space) continue;
                if (!any)
                {
                    BinaryPrimitives.WriteInt32BigEndian(number, database);
                    digest.Mix(number);
                    any = true;
                }
                foreach (int index in space)
                {
                    ValueDigest ofKey = default;
                    ofKey.Mix(Keyspace.KeyOf(ref space[index]));
                    AddValue(ref ofKey, space, index);
                    digest.Xor(in ofKey);
                }
            }
        }
        return digest;
    }

    /// <summary>The digest of one value and its having an expiry: DEBUG DIGEST-VALUE.</summary>
    public static ValueDigest OfValue(Keyspace space, int index)
    {
        ValueDigest digest = default;
        AddValue(ref digest, space, index);
        return digest;
    }

    private static void AddValue(ref ValueDigest digest, Keyspace space, int index)
    {
        ref Entry entry = ref space[index];
        Span<byte> type = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(type, (int)Keyspace.TypeOf(ref entry));
        digest.Mix(type);
        if (Keyspace.TryGetString(ref entry, out ReadOnlySpan<byte> text)) digest.Mix(text);
        else Keyspace.ValueOf(in entry).AddDigest(ref digest);
        if (Keyspace.HasExpiry(ref entry)) digest.Xor("!!expire!!"u8);
    }
}

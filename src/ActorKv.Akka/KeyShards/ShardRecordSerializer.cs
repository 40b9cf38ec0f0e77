// Events and snapshots of key shards, for Akka.Persistence. A record is its own serialised form (ShardRecords.cs), so nothing is copied.
//
// A manifest that is unknown here is no error here: the record is handed to the key shard, which refuses to start and says who wrote it. What a
// serializer throws, plugins wrap each in its own way.

using Akka.Actor;
using Akka.Serialization;

namespace ActorKv.Akka.KeyShards;

/// <summary>Serializer of what key shards persist. Bound in the library's reference configuration.</summary>
internal sealed class ShardRecordSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string Event = "EV1", Snapshot = "SN1";

    /// <summary>Stored beside every record: it must stay what it is.</summary>
    public override int Identifier => 6380;

    public override string Manifest(object o) => o switch
    {
        ShardEvent => Event,
        ShardImage => Snapshot,
        UnknownRecord unknown => unknown.Manifest,
        _ => throw new ArgumentException($"{o?.GetType()} is no record of ActorKv.", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        ShardEvent written => written.Bytes,
        ShardImage image => image.Bytes,
        UnknownRecord unknown => unknown.Bytes,
        _ => throw new ArgumentException($"{obj?.GetType()} is no record of ActorKv.", nameof(obj)),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        Event => new ShardEvent(bytes),
        Snapshot => new ShardImage(bytes),
        _ => new UnknownRecord(manifest, bytes),
    };
}

// The key shards that a turn is to hold, or holds: ascending, each once. That order is what keeps turns from waiting for each other in a circle.

using System.Runtime.InteropServices;
using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Protocol;

namespace ActorKv.Engine.KeyShards;

/// <param name="total">Key shards of the node.</param>
internal sealed class ShardSet(int total)
{
    private readonly List<int> _shards = [];
    private readonly List<int> _positions = [];

    public int Count => _shards.Count;

    public bool IsAll => _shards.Count == total;

    public int this[int index] => _shards[index];

    public ReadOnlySpan<int> AsSpan() => CollectionsMarshal.AsSpan(_shards);

    public int[] ToArray() => [.. _shards];

    public bool Contains(int shard) => _shards.BinarySearch(shard) >= 0;

    public void Clear() => _shards.Clear();

    /// <summary>Makes it the set of one shard.</summary>
    public void Set(int shard)
    {
        _shards.Clear();
        _shards.Add(shard);
    }

    public void Add(int shard) => KeyRouting.Add(shard, _shards);

    public void AddAll() => KeyRouting.AddAll(total, _shards);

    /// <summary>Adds the key shard of a key.</summary>
    public void AddKey(ReadOnlySpan<byte> key) => Add(Slot.ToShard(Slot.Of(key), total));

    /// <summary>Adds the key shards that a request may touch.</summary>
    public void AddKeysOf(CommandSpec spec, Request request) => KeyRouting.AddShards(spec, request, total, _positions, _shards);
}

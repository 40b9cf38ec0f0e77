// Keys that a command found, remembered by shard and entry number: RESP wants the number of elements before the first one.
//
// A turn has one and keeps its room for the next command, unless it grew beyond what is worth keeping. The numbers are good until a key
// is removed or made, so a command that expires keys does it before it adds them.

using ActorKv.Core.Keyspaces;
using ActorKv.Protocol;

namespace ActorKv.Core.Turns;

internal sealed class KeyList(KeyShardState[] shards)
{
    private const int KeptCapacity = 4096;

    private readonly List<long> _keys = [];

    /// <summary>The entries of the bucket that SCAN is at.</summary>
    public List<int> Bucket { get; } = [];

    public void Add(KeyShardState shard, int entry) => _keys.Add((long)shard.Index << 32 | (uint)entry);

    public void Clear()
    {
        _keys.Clear();
        if (_keys.Capacity > KeptCapacity) _keys.Capacity = 0;
    }

    /// <summary>Replies the keys as an array and forgets them.</summary>
    public void WriteTo(RespWriter reply, int database)
    {
        reply.Array(_keys.Count);
        foreach (long key in _keys) reply.Bulk(Keyspace.KeyOf(ref shards[(int)(key >> 32)][database][(int)key]));
        Clear();
    }
}

using ActorKv.Core.Keyspaces;

namespace ActorKv.Engine.KeyShards;

/// <summary>A key shard as its snapshot and its log say, ready to be opened.</summary>
/// <param name="State">Its keys. Opening it takes them over.</param>
/// <param name="Epoch">The epoch at which this node owns it.</param>
/// <param name="LastSequence">Number of its last turn.</param>
internal sealed record LoadedShard(KeyShardState State, long Epoch, long LastSequence)
{
    public int Shard => State.Index;
}

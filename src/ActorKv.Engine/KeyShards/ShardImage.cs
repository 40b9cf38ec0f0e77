namespace ActorKv.Engine.KeyShards;

/// <summary>A key shard at one moment, all of whose turns are durable.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="Epoch">The epoch at which this node owned it.</param>
/// <param name="Sequence">Number of its last turn then.</param>
/// <param name="Chunks">Its keys, as <see cref="Recovery.ShardLoader"/> reads them; at least one piece.</param>
internal sealed record ShardImage(int Shard, long Epoch, long Sequence, IReadOnlyList<ReadOnlyMemory<byte>> Chunks);

// The slot that a command names, as its first argument behind the subcommand: the command runs in that slot's key shard.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Keys;
using ActorKv.Engine.KeyShards;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Cluster.Shared;

internal static class SlotArgument
{
    /// <summary>The slot; -1 when the argument is none.</summary>
    public static int Read(Request request) => Numbers.TryParseInt64(request[2], out long slot) && slot is >= 0 and < Slot.Count ? (int)slot : -1;

    /// <summary>Adds the slot's key shard; that of slot 0 when there is no such slot, so that the error has a turn to be said in.</summary>
    public static void AddShard(Request request, Store store, ShardSet shards) => shards.Add(Slot.ToShard(Math.Max(0, Read(request)), store.Shards.Length));
}

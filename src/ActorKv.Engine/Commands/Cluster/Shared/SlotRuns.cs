// The map by slots: neighbouring key shards of one owner make one run, since clients know slots, and nothing of key shards.

using ActorKv.Core.Keys;
using ActorKv.Engine.Clustering;

namespace ActorKv.Engine.Commands.Cluster.Shared;

/// <summary>Slots in a row that one node has.</summary>
internal readonly record struct SlotRun(int First, int Last, ClusterMember Owner);

internal static class SlotRuns
{
    /// <summary>All runs that somebody has, in the order of slots.</summary>
    public static List<SlotRun> Of(ClusterMap map)
    {
        List<SlotRun> runs = [];
        int shards = map.Shards.Length;
        for (int shard = 0; shard < shards; shard++)
        {
            if (map.Shards[shard].Owner is not { } owner) continue;
            int first = Slot.FirstOf(shard, shards), last = Slot.FirstOf(shard + 1, shards) - 1;
            if (runs.Count > 0 && runs[^1] is var before && before.Last == first - 1 && before.Owner.Incarnation == owner.Incarnation) runs[^1] = before with { Last = last };
            else runs.Add(new SlotRun(first, last, owner));
        }
        return runs;
    }

    /// <summary>The greatest epoch of a member's key shards; 0 when it has none.</summary>
    public static long EpochOf(ClusterMap map, ClusterMember member)
    {
        long epoch = 0;
        foreach (ShardPlace place in map.Shards)
            if (place.Owner?.Incarnation == member.Incarnation) epoch = Math.Max(epoch, place.Epoch);
        return epoch;
    }
}

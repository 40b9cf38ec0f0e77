// From a request to the key shards its turn must hold. Follows from the command's key specs alone, so a command whose specs are right
// cannot be routed wrongly.

using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Core.Keys;

internal static class KeyRouting
{
    /// <summary>Lists the positions of all keys in <paramref name="request"/>. False when the arguments contradict the specs.</summary>
    public static bool TryFindKeys(CommandSpec spec, Request request, List<int> positions)
    {
        foreach (KeySpec keys in spec.Keys)
            if (!keys.TryFind(request, positions)) return false;
        return true;
    }

    /// <summary>Lists the key shards of the request's keys, ascending and each once. A request whose arguments contradict its specs gets those
    /// that were found: the command itself will answer with its error, and touches no key before it does.</summary>
    public static void FindShards(CommandSpec spec, Request request, int shardCount, List<int> positions, List<int> shards)
    {
        shards.Clear();
        if (spec.Has(CommandFlags.AllKeyShards) || MayHaveAnyKey(spec, request))
        {
            for (int i = 0; i < shardCount; i++) shards.Add(i);
            return;
        }
        positions.Clear();
        TryFindKeys(spec, request, positions);
        foreach (int position in positions)
        {
            int shard = Slot.ToShard(Slot.Of(request[position]), shardCount);
            int at = shards.BinarySearch(shard);
            if (at < 0) shards.Insert(~at, shard);
        }
    }

    private static bool MayHaveAnyKey(CommandSpec spec, Request request)
    {
        foreach (KeySpec keys in spec.Keys)
            if (keys.AnyKeyIn is { } anyKeyIn && anyKeyIn(request)) return true;
        return false;
    }
}

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

    /// <summary>Adds the key shards of the request's keys to <paramref name="shards"/>, which stays ascending with each once. A request whose
    /// arguments contradict its specs gets those that were found: the command itself will answer with its error, and touches no key before it does.</summary>
    public static void AddShards(CommandSpec spec, Request request, int shardCount, List<int> positions, List<int> shards)
    {
        if (shards.Count == shardCount) return;
        if (spec.Has(CommandFlags.AllKeyShards) || MayHaveAnyKey(spec, request))
        {
            AddAll(shardCount, shards);
            return;
        }
        positions.Clear();
        TryFindKeys(spec, request, positions);
        foreach (int position in positions) Add(Slot.ToShard(Slot.Of(request[position]), shardCount), shards);
    }

    /// <summary>Adds one key shard.</summary>
    public static void Add(int shard, List<int> shards)
    {
        int at = shards.BinarySearch(shard);
        if (at < 0) shards.Insert(~at, shard);
    }

    /// <summary>Adds every key shard.</summary>
    public static void AddAll(int shardCount, List<int> shards)
    {
        shards.Clear();
        for (int i = 0; i < shardCount; i++) shards.Add(i);
    }

    /// <summary>True when a request has keys that nobody can name before it runs: SORT BY a pattern.</summary>
    public static bool MayHaveAnyKey(CommandSpec spec, Request request)
    {
        foreach (KeySpec keys in spec.Keys)
            if (keys.AnyKeyIn is { } anyKeyIn && anyKeyIn(request)) return true;
        return false;
    }
}

// Which member is to own which key shard: computed from where they are, never from what was wished before.
//
//   even        n key shards over m members: each gets n / m, and n % m of them one more
//   few moves   a member keeps what it has, up to its share; those with the most get the one more
//   the same    whoever computes it from the same facts gets the same
//
// A key shard on its way (its target lives) counts as there, so a computation in the middle of a move changes nothing. Members give away from the
// end, so that what they keep, and what others get, stays together in runs.

namespace ActorKv.Cluster.Membership;

internal static class Assignment
{
    /// <summary>Computes who is to own each key shard.</summary>
    /// <param name="shards">Owner and target of each key shard, as incarnations; 0 for none.</param>
    /// <param name="serving">The members that take key shards, in whatever order. Who is not among them, because it is leaving or gone, keeps none.</param>
    /// <returns>The member of each key shard; 0 for all when nobody serves.</returns>
    public static long[] Compute(IReadOnlyList<(long Owner, long Target)> shards, IReadOnlyCollection<long> serving)
    {
        long[] targets = new long[shards.Count];
        if (serving.Count == 0) return targets;
        Dictionary<long, int> counts = serving.ToDictionary(static member => member, static _ => 0);
        for (int shard = 0; shard < targets.Length; shard++)
        {
            (long owner, long target) = shards[shard];
            long member = counts.ContainsKey(target) ? target : counts.ContainsKey(owner) ? owner : 0;
            targets[shard] = member;
            if (member != 0) counts[member]++;
        }
        long[] members = [.. serving.OrderByDescending(member => counts[member]).ThenBy(static member => member)];
        int share = targets.Length / members.Length, larger = targets.Length % members.Length;
        Dictionary<long, int> shares = [];
        for (int i = 0; i < members.Length; i++) shares[members[i]] = i < larger ? share + 1 : share;

        for (int shard = targets.Length - 1; shard >= 0; shard--)
        {
            long member = targets[shard];
            if (member == 0 || counts[member] <= shares[member]) continue;
            counts[member]--;
            targets[shard] = 0;
        }
        int next = 0;
        for (int shard = 0; shard < targets.Length; shard++)
        {
            if (targets[shard] != 0) continue;
            while (counts[members[next]] == shares[members[next]]) next++;
            targets[shard] = members[next];
            counts[members[next]]++;
        }
        return targets;
    }
}

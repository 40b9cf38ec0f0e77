using ActorKv.Engine.Clustering;

namespace ActorKv.Cluster.Membership;

/// <summary>A member, as the database has it.</summary>
/// <param name="Member">Who.</param>
/// <param name="LeaseLeft">Until its lease ends, by the database's clock; negative when it has ended.</param>
internal sealed record MemberRecord(ClusterMember Member, TimeSpan LeaseLeft);

/// <summary>A key shard, as the database has it.</summary>
/// <param name="Owner">The incarnation of its owner; 0 when nobody owns it.</param>
/// <param name="Epoch">Counts its owners.</param>
/// <param name="Target">Who is to own it; 0 when that is not decided.</param>
/// <param name="IsServing">True when the owner has loaded it.</param>
internal readonly record struct ShardRecord(long Owner, long Epoch, long Target, bool IsServing);

/// <summary>What the database said at one time.</summary>
/// <param name="Reading">Number of the reading, ascending; given before it was asked for.</param>
/// <param name="Members">By id.</param>
/// <param name="Shards">In order.</param>
internal sealed record ClusterState(long Reading, IReadOnlyList<MemberRecord> Members, ShardRecord[] Shards)
{
    public MemberRecord? Find(long incarnation) => Members.FirstOrDefault(member => member.Member.Incarnation == incarnation);

    /// <summary>Who is to own each key shard.</summary>
    public long[] Targets() => Assignment.Compute(
        [.. Shards.Select(static shard => (shard.Owner, shard.Target))],
        [.. Members.Where(static member => member.Member.State == MemberState.Serving).Select(static member => member.Member.Incarnation)]);

    /// <summary>True when targets are to change, or a key shard is owned by a member that is none.</summary>
    public bool IsUnbalanced()
    {
        long[] targets = Targets();
        for (int shard = 0; shard < Shards.Length; shard++)
        {
            if (targets[shard] != 0 && targets[shard] != Shards[shard].Target) return true;
            if (Shards[shard].Owner is not 0 and long owner && Find(owner) is null) return true;
        }
        return false;
    }
}

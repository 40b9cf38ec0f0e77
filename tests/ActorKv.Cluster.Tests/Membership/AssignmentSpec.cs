// Random histories of a cluster: members come, leave and die, moves are done in part, and every computation on the way is judged.

using ActorKv.Cluster.Membership;

namespace ActorKv.Cluster.Tests.Membership;

public sealed class AssignmentSpec
{
    [Fact]
    public void Nobody_serves_so_nobody_gets_anything() => Assert.All(Assignment.Compute([(1, 1), (0, 2)], []), static target => Assert.Equal(0, target));

    [Fact]
    public void A_member_alone_gets_everything_and_a_second_half_of_it_in_one_run()
    {
        long[] alone = Assignment.Compute(Enumerable.Repeat((0L, 0L), 8).ToArray(), [1]);
        Assert.All(alone, static target => Assert.Equal(1, target));
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2], Assignment.Compute([.. alone.Select(static owner => (owner, owner))], [2, 1]));
    }

    [Fact]
    public void A_key_shard_whose_new_owner_dies_on_the_way_stays_where_it_is() =>
        Assert.Equal([1, 1], Assignment.Compute([(1, 1), (1, 2)], [1]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Every_assignment_is_even_moves_no_more_than_it_must_and_is_the_same_whoever_computes_it(int seed)
    {
        Random random = new(seed);
        (long Owner, long Target)[] shards = new (long, long)[random.Next(1, 300)];
        List<long> members = [1];
        long next = 2;
        for (int step = 0; step < 200; step++)
        {
            if (members.Count == 0 || random.Next(2) == 0) members.Add(next++);
            else members.RemoveAt(random.Next(members.Count));
            long[] targets = Assignment.Compute(shards, members);
            Assert.Equal(targets, Assignment.Compute(shards, [.. members.OrderBy(_ => random.Next())]));
            if (members.Count > 0) AssertGood(shards, targets, members);
            for (int shard = 0; shard < shards.Length; shard++)
            {
                shards[shard].Target = targets[shard];
                if (!members.Contains(shards[shard].Owner)) shards[shard].Owner = 0;
            }
            Assert.Equal(targets, Assignment.Compute(shards, members));
            // Some moves are done, some are half done, some have not begun.
            for (int shard = 0; shard < shards.Length; shard++)
                if (random.Next(3) > 0) shards[shard].Owner = random.Next(4) == 0 ? 0 : targets[shard];
            Assert.Equal(targets, Assignment.Compute(shards, members));
        }
    }

    private static void AssertGood((long Owner, long Target)[] shards, long[] targets, List<long> members)
    {
        int[] counts = [.. members.Select(member => targets.Count(target => target == member))];
        Assert.Equal(targets.Length, counts.Sum());
        Assert.True(counts.Max() - counts.Min() <= 1);

        // The fewest moves: what has no place, and what a member has above its share, the greater shares going to those who have most.
        long[] places = [.. shards.Select(shard => members.Contains(shard.Target) ? shard.Target : members.Contains(shard.Owner) ? shard.Owner : 0)];
        int[] had = [.. members.Select(member => places.Count(place => place == member)).OrderDescending()];
        int share = targets.Length / members.Count, larger = targets.Length % members.Count;
        int least = places.Count(static place => place == 0) + had.Select((count, i) => Math.Max(0, count - (i < larger ? share + 1 : share))).Sum();
        Assert.Equal(least, places.Where((place, shard) => place != targets[shard]).Count());
    }
}

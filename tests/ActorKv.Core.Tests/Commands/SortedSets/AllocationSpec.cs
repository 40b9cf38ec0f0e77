namespace ActorKv.Core.Tests.Commands.SortedSets;

// Reading a sorted set and changing scores allocate nothing, packed (z) and as a table (t).
public sealed class AllocationSpec
{
    [Theory]
    [InlineData("ZADD z 9 a", "ZADD z 1 a")]
    [InlineData("ZADD t 9 a", "ZADD t 1 a")]
    [InlineData("ZINCRBY z 2.5 b", "ZINCRBY z -2.5 b")]
    [InlineData("ZINCRBY t 2.5 b", "ZINCRBY t -2.5 b")]
    [InlineData("ZSCORE z b", "ZSCORE t b")]
    [InlineData("ZMSCORE z a x", "ZMSCORE t a x")]
    [InlineData("ZRANK z b", "ZREVRANK t b")]
    [InlineData("ZCARD z", "ZCARD t")]
    [InlineData("ZCOUNT z 1 2", "ZCOUNT t 1 2")]
    [InlineData("ZLEXCOUNT z - +", "ZLEXCOUNT t - [c")]
    [InlineData("ZRANGE z 0 -1 WITHSCORES", "ZRANGE t 0 -1 WITHSCORES")]
    [InlineData("ZRANGEBYSCORE z 1 (3 LIMIT 1 5", "ZREVRANGEBYSCORE t (3 1 LIMIT 1 5")]
    [InlineData("ZRANGEBYLEX z - [b", "ZREVRANGEBYLEX t [b -")]
    [InlineData("ZREM z missing", "ZREM t missing")]
    [InlineData("ZRANDMEMBER z 2 WITHSCORES", "ZRANDMEMBER t -3")]
    [InlineData("ZSCAN z 0 MATCH a*", "ZSCAN t 0 MATCH a*")]
    public void Reading_and_changing_scores_allocate_nothing(string first, string second)
    {
        AllocationBench bench = new();
        bench.Run(AllocationBench.Parse("ZADD z 1 a 2.5 b 3 c"));
        bench.Run(AllocationBench.Parse("ZADD t 1 a 2.5 b 3 c 4 " + new string('x', 100)));
        for (int i = 0; i < 20; i++) bench.Run(AllocationBench.Parse($"ZADD t {i} m{i}"));
        Assert.Equal(0, bench.Measure(first, second));
    }
}

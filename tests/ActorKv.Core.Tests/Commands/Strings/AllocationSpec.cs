using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Core.Tests.Commands.Strings;

// The hot commands allocate what they store and nothing else. Measured on this thread, after a first round that warms buffers up.
public sealed class AllocationSpec
{
    [Theory]
    [InlineData("SET k value-a", "SET k value-b")]
    [InlineData("SET k a EX 10", "SET k b KEEPTTL")]
    [InlineData("SET k a XX", "SET k b GET")]
    [InlineData("MSET k a", "MSET k b k c")]
    [InlineData("GETSET k a", "GETSET k b")]
    [InlineData("GET k", "STRLEN k")]
    [InlineData("MGET k missing", "GETRANGE k 0 -1")]
    [InlineData("GETEX k EX 10", "GETEX k PERSIST")]
    [InlineData("INCRBY n 1", "DECRBY n 1")]
    [InlineData("INCR n", "DECR n")]
    [InlineData("SETRANGE r 1 ab", "SETRANGE r 1 cd")]
    public void Overwriting_in_place_and_reading_allocate_nothing(string first, string second)
    {
        AllocationBench bench = new();
        foreach (string setup in new[] { "SET k value", "SET n 5000", "SETRANGE r 0 abcdef" }) bench.Run(AllocationBench.Parse(setup));
        (KeyCommand, Request) a = bench.Find(first), b = bench.Find(second);
        for (int i = 0; i < 10; i++) bench.RunBoth(a, b);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) bench.RunBoth(a, b);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void SET_over_a_long_value_of_similar_length_allocates_nothing()
    {
        AllocationBench bench = new();
        (KeyCommand, Request) a = bench.Find("SET k " + new string('a', 6000)), b = bench.Find("SET k " + new string('b', 5000));
        for (int i = 0; i < 10; i++) bench.RunBoth(a, b);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) bench.RunBoth(a, b);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void SET_of_another_length_allocates_one_array_of_key_and_value()
    {
        AllocationBench bench = new();
        (KeyCommand, Request) a = bench.Find("SET k 12345678"), b = bench.Find("SET k 123456789012345678901234");
        for (int i = 0; i < 10; i++) bench.RunBoth(a, b);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) bench.RunBoth(a, b);
        // A byte array takes 24 bytes and its elements, rounded up to 8: 9 -> 40, 25 -> 56.
        Assert.Equal(100 * (40 + 56), GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

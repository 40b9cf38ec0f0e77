namespace ActorKv.Core.Tests.Commands.Hashes;

// Reading a hash and writing in place allocate nothing.
public sealed class AllocationSpec
{
    [Theory]
    [InlineData("HSET h field value-a", "HSET h field value-b")]
    [InlineData("HSET t field value-a", "HSET t field value-b")]
    [InlineData("HMSET h field value-a n 10", "HMSET t field value-b n 10")]
    [InlineData("HINCRBY h n 1", "HINCRBY h n -1")]
    [InlineData("HINCRBY t n 1", "HINCRBY t n -1")]
    [InlineData("HINCRBYFLOAT h n 1", "HINCRBYFLOAT h n -1")]
    [InlineData("HGET h field", "HGET t field")]
    [InlineData("HMGET h field n missing", "HMGET t field n missing")]
    [InlineData("HGETALL h", "HGETALL t")]
    [InlineData("HKEYS h", "HVALS t")]
    [InlineData("HEXISTS h field", "HSTRLEN t field")]
    [InlineData("HLEN h", "HLEN t")]
    [InlineData("HSETNX h field x", "HSETNX t field x")]
    [InlineData("HDEL h missing", "HDEL t missing")]
    [InlineData("HSCAN h 0 MATCH f*", "HSCAN t 0 MATCH f*")]
    [InlineData("HRANDFIELD h 2 WITHVALUES", "HRANDFIELD t 2 WITHVALUES")]
    [InlineData("HRANDFIELD t", "HRANDFIELD t -3")]
    public void Reading_and_writing_in_place_allocate_nothing(string first, string second)
    {
        AllocationBench bench = new();
        bench.Run(AllocationBench.Parse("HSET h field value-0 n 50 other some"));
        bench.Run(AllocationBench.Parse("HSET t field value-0 n 50 other " + new string('x', 100)));
        for (int i = 0; i < 20; i++) bench.Run(AllocationBench.Parse($"HSET t f{i} v"));
        Assert.Equal(0, bench.Measure(first, second));
    }

    [Fact]
    public void A_new_hash_is_an_object_and_an_array_that_fits()
    {
        AllocationBench bench = new();
        const string hash = "HSET h f1 value-1 f2 value-2 f3 value-3 f4 value-4 f5 value-5";
        // 40 bytes the object; then a byte array takes 24 bytes and its elements, rounded up to 8: once for the key alone, once with a
        // listpack of a frame of 7 bytes and 5 times a field of 4 and a value of 9.
        Assert.Equal(100 * (40 + (24 + 8) + (24 + 80)), bench.Measure(hash, "DEL h"));
    }
}

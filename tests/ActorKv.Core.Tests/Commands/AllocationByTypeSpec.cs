// What a command of each data type allocates: the figures of docs/allocations.md. A key of 8 bytes, elements of 8.

namespace ActorKv.Core.Tests.Commands;

public sealed class AllocationByTypeSpec
{
    private readonly AllocationBench _bench = new();

    // A new key is an array of 24 bytes, the key and what is packed. The rest is what the command leaves behind: the object it worked with, an array
    // of the key alone.
    [Theory]
    [InlineData("LPUSH list:001 element1", "DEL list:001", 192)]
    [InlineData("RPUSH list:001 element1", "RPOP list:001", 192)]
    [InlineData("SADD set:0001 element1", "DEL set:0001", 168)]
    [InlineData("SADD set:0001 12345", "DEL set:0001", 120)]
    [InlineData("HSET hash:001 field001 element1", "DEL hash:001", 136)]
    [InlineData("ZADD zset:001 1 element1", "DEL zset:001", 128)]
    [InlineData("XADD strm:001 1-1 field001 element1", "DEL strm:001", 576)]
    public void A_new_key_allocates_no_more_than_this(string create, string remove, int bytes) => Assert.Equal(bytes, _bench.Measure(create, remove) / 100);

    [Theory]
    [InlineData("LPUSH list:001 element1", "LPOP list:001", "LPUSH list:001 a b c d")]
    [InlineData("LPUSH list:001 element1", "RPOP list:001", "LPUSH list:001 a b c d")]
    [InlineData("SADD set:0001 element1", "SREM set:0001 element1", "SADD set:0001 a b c d")]
    [InlineData("SADD set:0001 element1", "SISMEMBER set:0001 a", "SADD set:0001 a b c d")]
    [InlineData("SADD set:0001 12345", "SREM set:0001 12345", "SADD set:0001 1 2 3 4")]
    [InlineData("HSET hash:001 field001 element1", "HGET hash:001 field001", "HSET hash:001 field001 element0 b c")]
    [InlineData("HSET hash:001 field001 element1", "HDEL hash:001 field001", "HSET hash:001 a b c d")]
    [InlineData("ZADD zset:001 1 element1", "ZREM zset:001 element1", "ZADD zset:001 1 a 2 b 3 c")]
    [InlineData("ZADD zset:001 5 a", "ZRANGE zset:001 0 9", "ZADD zset:001 1 a 2 b 3 c")]
    public void A_key_that_is_there_allocates_nothing(string change, string back, string create)
    {
        _bench.Run(AllocationBench.Parse(create));
        _bench.Measure(change, back);
        Assert.Equal(0, _bench.Measure(change, back));
    }
}

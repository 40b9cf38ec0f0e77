using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.DataTypes.Hashes;

public sealed class RestingHashSpec : IDisposable
{
    private readonly Kv _kv = new();

    public void Dispose() => _kv.Dispose();

    [Theory]
    [InlineData("HSET h a 1", true)]
    [InlineData("HSET h a 2 b 3", true)]
    [InlineData("HGETALL h", true)]
    [InlineData("COPY h i", true)]
    [InlineData("HSET h a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", false)]
    [InlineData("HPEXPIRE h 100 FIELDS 1 a", false)]
    public void A_hash_rests_between_turns_while_it_is_small_and_nothing_expires(string command, bool rests)
    {
        _kv.Run("HSET h a 1");
        for (int i = 0; i < 3; i++)
        {
            _kv.Run(command);
            Assert.Equal(rests, Value("h") is HashByte[]);
        }
    }

    [Fact]
    public void A_hash_rests_under_its_new_key_and_database()
    {
        _kv.Run("HSET h a 1");
        _kv.Run("RENAME h a-much-longer-key");
        Assert.IsType<HashByte[]>(Value("a-much-longer-key"));
        _kv.Run("HGETALL a-much-longer-key").Replies("[a, 1]");
        _kv.Run("MOVE a-much-longer-key 1");
        _kv.Database = 1;
        Assert.IsType<HashByte[]>(Value("a-much-longer-key"));
        _kv.Run("HGETALL a-much-longer-key").Replies("[a, 1]");
        _kv.Run("DUMP a-much-longer-key");
        _kv.Run("TYPE a-much-longer-key").Replies("hash");
        _kv.Run("OBJECT ENCODING a-much-longer-key").Replies("listpack");
    }

    [Theory]
    [InlineData("DEL h")]
    [InlineData("FLUSHALL")]
    [InlineData("SET h v")]
    [InlineData("HDEL h a b")]
    public void A_hash_that_goes_leaves_nothing_awake(string command)
    {
        _kv.Run("HSET h a 1 b 2");
        _kv.Run(command);
        _kv.Run("HSET i c 3");
        _kv.Run("HGETALL i").Replies("[c, 3]");
        _kv.Run("HSET j d 4");
        _kv.Run("HGETALL i").Replies("[c, 3]");
        _kv.Run("HGETALL j").Replies("[d, 4]");
    }

    [Fact]
    public void Memory_is_exact_whatever_rests_or_wakes()
    {
        Random random = new(7);
        for (int i = 0; i < 3000; i++)
        {
            string key = $"h{random.Next(5)}", field = $"f{random.Next(20)}";
            _kv.Run(random.Next(9) switch
            {
                0 => $"HDEL {key} {field}",
                1 => $"RENAME {key} h{random.Next(5)}",
                2 => $"COPY {key} h{random.Next(5)} REPLACE",
                3 when random.Next(10) == 0 => $"DEL {key}",
                4 when random.Next(10) == 0 => $"HSET {key} {field} {new string('x', 70)}",
                5 when random.Next(10) == 0 => $"HEXPIRE {key} 100 FIELDS 1 {field}",
                6 => $"HGETALL {key}",
                _ => $"HSET {key} {field} {new string('v', random.Next(30))}",
            });
        }
        foreach (KeyShardState shard in _kv.Shards)
        {
            if (shard.Existing(0) is not { } space) continue;
            long sum = 0;
            foreach (int index in space) sum += space.MemoryUsageOf(index);
            Assert.Equal(sum, space.Memory);
        }
    }

    private object? Value(string key)
    {
        foreach (KeyShardState shard in _kv.Shards)
        {
            if (shard.Existing(_kv.Database) is not { } space) continue;
            byte[] name = System.Text.Encoding.ASCII.GetBytes(key);
            if (space.Find(name, space.HashOf(name)) is >= 0 and int index) return space[index].Value;
        }
        return null;
    }
}

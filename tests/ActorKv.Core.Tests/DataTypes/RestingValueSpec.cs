using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.DataTypes;

public sealed class RestingValueSpec : IDisposable
{
    private const string Long = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

    private readonly Kv _kv = new();

    public void Dispose() => _kv.Dispose();

    [Theory]
    [InlineData("HSET x a 1", "HSET x a 1", true)]
    [InlineData("HSET x a 1", "HSET x a 2 b 3", true)]
    [InlineData("HSET x a 1", "HGETALL x", true)]
    [InlineData("HSET x a 1", "COPY x y", true)]
    [InlineData("HSET x a 1", "HSET x a xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", false)]
    [InlineData("HSET x a 1", "HPEXPIRE x 100 FIELDS 1 a", false)]
    [InlineData("SADD x 1 2", "SADD x 100000", true)]
    [InlineData("SADD x 1 2", "SADD x a", true)]
    [InlineData("SADD x a", "SADD x xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", false)]
    [InlineData("ZADD x 1 a", "ZADD x 2 b 3 a", true)]
    [InlineData("ZADD x 1 a", "ZADD x 1 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", false)]
    [InlineData("RPUSH x a", "LPUSH x b c", true)]
    [InlineData("RPUSH x a b c d e f g h", "LPOP x", true)]
    [InlineData("XADD x 1-1 a 1", "XADD x * a 1", false)]
    [InlineData("SET x a", "GET x", false)]
    public void A_value_rests_between_turns_while_it_is_packed(string create, string command, bool rests)
    {
        _kv.Run(create);
        for (int i = 0; i < 3; i++)
        {
            _kv.Run(command);
            Assert.Equal(rests, Value("x")?.GetType() == typeof(RestingByte[]));
        }
    }

    [Fact]
    public void A_list_rests_until_it_gets_a_second_node_or_a_plain_one()
    {
        _kv.Run($"RPUSH two {new string('a', 4000)} {new string('b', 4000)}");
        Assert.IsType<RestingByte[]>(Value("two"));
        _kv.Run($"RPUSH two {new string('c', 4000)}");
        Assert.IsType<QuickList>(Value("two"));
        _kv.Run("RPOP two 2");
        _kv.Run("LLEN two").Replies("(integer) 1");
        _kv.Run("LPUSH plain a");
        Assert.IsType<RestingByte[]>(Value("plain"));
        _kv.Run($"LSET plain 0 {new string('a', 9000)}");
        Assert.IsType<QuickList>(Value("plain"));
        _kv.Run("LSET plain 0 b");
        _kv.Run("LRANGE plain 0 -1").Replies("[b]");
    }

    [Fact]
    public void A_list_rests_in_nodes_of_up_to_64_KiB()
    {
        _kv.Settings.ListMaxListpackSize = -5;
        for (int i = 0; i < 40; i++) _kv.Run($"LPUSH l {i}{new string('x', 2000)}");
        _kv.Run("LLEN l").Replies("(integer) 40");
        _kv.Run("LSET l 5 short");
        _kv.Run("LINDEX l 5").Replies("short");
        for (int i = 0; i < 39; i++) _kv.Run("RPOP l");
        _kv.Run("LLEN l").Replies("(integer) 1");
    }

    [Theory]
    [InlineData("HSET x a 1", "HGETALL", "[a, 1]", "hash", "listpack")]
    [InlineData("SADD x 7", "SMEMBERS", "[7]", "set", "intset")]
    [InlineData("SADD x a", "SMEMBERS", "[a]", "set", "hashtable")]
    [InlineData("ZADD x 1 a", "ZRANGEBYSCORE", "[a]", "zset", "listpack")]
    [InlineData("RPUSH x a b", "LRANGE", "[a, b]", "list", "quicklist")]
    public void A_value_rests_under_its_new_key_and_database(string create, string read, string reply, string type, string encoding)
    {
        string arguments = read switch { "LRANGE" => " 0 -1", "ZRANGEBYSCORE" => " 0 9", _ => "" };
        _kv.Run(create);
        _kv.Run("RENAME x a-much-longer-key");
        Assert.IsType<RestingByte[]>(Value("a-much-longer-key"));
        _kv.Run($"{read} a-much-longer-key{arguments}").Replies(reply);
        _kv.Run("MOVE a-much-longer-key 1");
        _kv.Database = 1;
        Assert.IsType<RestingByte[]>(Value("a-much-longer-key"));
        _kv.Run($"{read} a-much-longer-key{arguments}").Replies(reply);
        _kv.Run("DUMP a-much-longer-key");
        _kv.Run("TYPE a-much-longer-key").Replies(type);
        _kv.Run("OBJECT ENCODING a-much-longer-key").Replies(encoding);
        _kv.Run($"SCAN 0 TYPE {type}").Replies("[0, [a-much-longer-key]]");
    }

    [Theory]
    [InlineData("DEL x")]
    [InlineData("FLUSHALL")]
    [InlineData("SET x v")]
    [InlineData("HDEL x a b")]
    public void A_value_that_goes_leaves_nothing_awake(string command)
    {
        _kv.Run("HSET x a 1 b 2");
        _kv.Run(command);
        _kv.Run("HSET y c 3");
        _kv.Run("HGETALL y").Replies("[c, 3]");
        _kv.Run("HSET z d 4");
        _kv.Run("HGETALL y").Replies("[c, 3]");
        _kv.Run("HGETALL z").Replies("[d, 4]");
    }

    [Fact]
    public void Two_values_of_a_type_are_awake_in_one_turn()
    {
        _kv.Run("SADD a 1 2 3");
        _kv.Run("SADD b 2 3 4");
        _kv.Run("SINTERSTORE c a b").Replies("(integer) 2");
        _kv.Run("SMOVE a c 1").Replies("(integer) 1");
        _kv.Run("SUNIONSTORE d a b c").Replies("(integer) 4");
        _kv.Run("RPUSH l x y");
        _kv.Run("LMOVE l m LEFT RIGHT").Replies("x");
        _kv.Run("LMOVE m l RIGHT RIGHT").Replies("x");
        _kv.Run("LRANGE l 0 -1").Replies("[y, x]");
        foreach (string key in (string[])["a", "b", "c", "l"]) Assert.IsType<RestingByte[]>(Value(key));
    }

    [Theory]
    [InlineData("HSET", "HDEL", "HGETALL", "HSET {0} {1} " + Long)]
    [InlineData("SADD", "SREM", "SMEMBERS", "SADD {0} " + Long)]
    [InlineData("ZADD", "ZREM", "ZCARD", "ZADD {0} 1 " + Long)]
    [InlineData("RPUSH", "LPOP", "LLEN", "RPUSH {0} " + Long + Long + Long + Long + Long + Long + Long)]
    public void Memory_is_exact_whatever_rests_or_wakes(string add, string remove, string read, string unpack)
    {
        _kv.Settings.ListMaxListpackSize = 30;
        Random random = new(7);
        for (int i = 0; i < 3000; i++)
        {
            string key = $"x{random.Next(5)}", name = random.Next(3) == 0 ? $"{random.Next(20)}" : $"f{random.Next(20)}", text = new string('v', random.Next(30));
            _kv.Run(random.Next(9) switch
            {
                0 => remove == "LPOP" ? $"LPOP {key} {random.Next(4)}" : $"{remove} {key} {name}",
                1 => $"RENAME {key} x{random.Next(5)}",
                2 => $"COPY {key} x{random.Next(5)} REPLACE",
                3 when random.Next(10) == 0 => $"DEL {key}",
                4 when random.Next(10) == 0 => string.Format(System.Globalization.CultureInfo.InvariantCulture, unpack, key, name),
                5 when random.Next(10) == 0 && add == "HSET" => $"HEXPIRE {key} 100 FIELDS 1 {name}",
                6 => $"{read} {key}",
                _ => add switch { "HSET" => $"HSET {key} {name} {text}", "ZADD" => $"ZADD {key} {random.Next(9)} {name}", "RPUSH" => $"RPUSH {key} {name} {name}{text}", _ => $"SADD {key} {name}" },
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

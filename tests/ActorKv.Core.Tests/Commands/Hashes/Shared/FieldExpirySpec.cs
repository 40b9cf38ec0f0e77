using System.Globalization;

namespace ActorKv.Core.Tests.Commands.Hashes.Shared;

// What becomes of fields that expire, whichever command made them.
public sealed class FieldExpirySpec
{
    [Theory]
    [InlineData("HGET h a", "(nil)")]
    [InlineData("HEXISTS h a", "(integer) 0")]
    [InlineData("HLEN h", "(integer) 1")]
    [InlineData("HMGET h a b", "[(nil), 2]")]
    [InlineData("HKEYS h", "[b]")]
    [InlineData("HVALS h", "[2]")]
    [InlineData("HSCAN h 0", "[0, [b, 2]]")]
    [InlineData("HRANDFIELD h 5", "[b]")]
    [InlineData("HSTRLEN h a", "(integer) 0")]
    [InlineData("HTTL h FIELDS 1 a", "[(integer) -2]")]
    [InlineData("TYPE h", "hash")]
    [InlineData("HDEL h a", "(integer) 0")]
    [InlineData("HSETNX h a 5", "(integer) 1")]
    [InlineData("HINCRBY h a 5", "(integer) 5")]
    [InlineData("HSET h a 5", "(integer) 1")]
    public void A_field_whose_time_has_come_is_gone_for_every_command(string command, string reply)
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HPEXPIRE h 100 FIELDS 1 a");
        kv.Now += 100;
        kv.Run("HGET h a").Replies("1");
        kv.Now++;
        kv.Run(command).Replies(reply);
    }

    [Fact]
    public void The_first_lookup_removes_what_is_due_and_logs_it_once()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2 c 3 d 4");
        kv.Run("HPEXPIRE h 100 FIELDS 2 a b");
        kv.Run("HPEXPIRE h 200 FIELDS 1 c");
        kv.Now += 101;
        kv.Run("HGET h d").Replies("4");
        Assert.Contains("HDEL h", kv.LastLogged[0], StringComparison.Ordinal);
        kv.Run("HGET h d");
        kv.LoggedNothing();
        kv.Now += 100;
        kv.Run("HSET h d 5");
        kv.Logged("HDEL h c", "HSET h d 5");
    }

    [Fact]
    public void The_key_goes_with_its_last_field()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HPEXPIRE h 100 FIELDS 2 a b");
        kv.Now += 101;
        kv.Run("EXISTS h").Replies("(integer) 0");
        kv.Run("DBSIZE").Replies("(integer) 0");
        kv.Run("LPUSH h x").Replies("(integer) 1");
    }

    [Fact]
    public void A_field_that_is_set_anew_does_not_expire()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 1 c 1 d 1");
        kv.Run("HPEXPIRE h 100 FIELDS 4 a b c d");
        kv.Run("HSET h a 2");
        kv.Run("HMSET h b 2");
        kv.Run("HINCRBY h c 1");
        kv.Run("HDEL h d");
        kv.Run("HSET h d 2");
        kv.Run("HPTTL h FIELDS 4 a b c d").Replies("[(integer) -1, (integer) -1, (integer) 100, (integer) -1]");
        kv.Now += 101;
        kv.Run("HGETALL h").Replies("[a, 2, b, 2, d, 2]");
        kv.Logged("HDEL h c");
    }

    [Fact]
    public void Deadlines_go_with_the_hash_when_it_is_renamed_copied_moved_or_dumped()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HPEXPIRE h 100 FIELDS 1 a");
        kv.Run("COPY h copy");
        kv.Run("RENAME h renamed");
        kv.Run("COPY renamed moved");
        kv.Run("MOVE moved 1");
        kv.Run("HPTTL copy FIELDS 2 a b").Replies("[(integer) 100, (integer) -1]");
        kv.Run("HPTTL renamed FIELDS 2 a b").Replies("[(integer) 100, (integer) -1]");
        kv.Now += 101;
        kv.Run("HGETALL copy").Replies("[b, 2]");
        kv.Logged("HDEL copy a");
        kv.Run("HGETALL renamed").Replies("[b, 2]");
        kv.Database = 1;
        kv.Run("HGETALL moved").Replies("[b, 2]");
    }

    [Fact]
    public void A_key_that_becomes_something_else_forgets_the_deadlines()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1");
        kv.Run("HPEXPIRE h 100 FIELDS 1 a");
        kv.Run("SET h v");
        kv.Now += 101;
        kv.Run("GET h").Replies("v");
        kv.LoggedNothing();
        kv.Run("DEL h");
        kv.Run("HSET h a 1");
        kv.Run("HPTTL h FIELDS 1 a").Replies("[(integer) -1]");
    }

    [Theory]
    [InlineData(512, "listpackex")]
    [InlineData(1, "hashtable")]
    public void OBJECT_ENCODING_tells_that_a_packed_hash_has_had_deadlines(int limit, string encoding)
    {
        using Kv kv = new();
        kv.Settings.HashMaxListpackEntries = limit;
        kv.Run("HSET h a 1 b 2");
        kv.Run("HPEXPIRE h 100 FIELDS 1 a");
        kv.Run("OBJECT ENCODING h").Replies(encoding);
        kv.Run("HPERSIST h FIELDS 1 a");
        kv.Run("OBJECT ENCODING h").Replies(encoding);
    }

    [Fact]
    public void A_thousand_deadlines_expire_one_by_one()
    {
        using Kv kv = new();
        for (int i = 0; i < 1000; i++) kv.Run($"HSETEX h PX {(i * 7919 % 1000) + 1} FIELDS 1 f{i * 7919 % 1000} v");
        for (int i = 0; i < 1000; i += 99)
        {
            kv.Run("HLEN h").Replies(string.Create(CultureInfo.InvariantCulture, $"(integer) {1000 - Math.Max(0, i - 1)}"));
            kv.Now += 99;
        }
    }

    [Theory]
    [InlineData("HGETEX h FIELDS 2 a n", "HTTL h FIELDS 2 a n")]
    [InlineData("HEXPIREAT h 5000 FIELDS 2 a n", "HEXPIREAT h 6000 FIELDS 2 a n")]
    [InlineData("HINCRBY h n 1", "HINCRBY h n -1")]
    [InlineData("HSETEX h PXAT 5000000 FIELDS 1 a 1", "HSETEX h KEEPTTL FIELDS 1 a 2")]
    public void Reading_and_moving_deadlines_allocates_nothing(string first, string second)
    {
        AllocationBench bench = new();
        bench.Run(AllocationBench.Parse("HSET h a 1 n 50 other some"));
        bench.Run(AllocationBench.Parse("HEXPIRE h 100 FIELDS 3 a n other"));
        Assert.Equal(0, bench.Measure(first, second));
    }
}

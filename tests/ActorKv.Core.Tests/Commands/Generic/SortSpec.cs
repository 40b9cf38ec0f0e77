namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class SortSpec
{
    // Each line is a command and what redis-server 7.0.15 replies to it over the data of NewKv.
    [Theory]
    [InlineData("SORT l", "[-1, 1, 2, 2.5, 3, 10]")]
    [InlineData("SORT l DESC", "[10, 3, 2.5, 2, 1, -1]")]
    [InlineData("SORT l ALPHA", "[-1, 1, 10, 2, 2.5, 3]")]
    [InlineData("SORT l ALPHA DESC", "[3, 2.5, 2, 10, 1, -1]")]
    [InlineData("SORT l desc asc", "[-1, 1, 2, 2.5, 3, 10]")]
    [InlineData("SORT l LIMIT 1 2", "[1, 2]")]
    [InlineData("SORT l LIMIT -5 2", "[-1, 1]")]
    [InlineData("SORT l LIMIT 4 -1", "[3, 10]")]
    [InlineData("SORT l LIMIT 4 100", "[3, 10]")]
    [InlineData("SORT l LIMIT 6 1", "[]")]
    [InlineData("SORT l LIMIT 1 2 LIMIT 0 1", "[-1]")]
    [InlineData("SORT l BY nosort", "[3, 1, 2, 10, -1, 2.5]")]
    [InlineData("SORT l BY nosort DESC LIMIT 1 2", "[-1, 10]")]
    [InlineData("SORT l BY nosort LIMIT 5 9", "[2.5]")]
    [InlineData("SORT l BY nosort LIMIT 6 9", "[]")]
    [InlineData("SORT missing", "[]")]
    [InlineData("SORT three BY weight_*", "[2, 3, 1]")]
    [InlineData("SORT three BY weight_* DESC", "[1, 3, 2]")]
    [InlineData("SORT three BY weight_* GET name_*", "[two, three, one]")]
    [InlineData("SORT three BY weight_* GET # GET name_* GET none_* LIMIT 0 2", "[2, two, (nil), 3, three, (nil)]")]
    [InlineData("SORT three BY name_* ALPHA", "[1, 3, 2]")]
    [InlineData("SORT three BY none_*", "[1, 2, 3]")]
    [InlineData("SORT three BY half_* ALPHA", "[1, 2, 3]")]
    [InlineData("SORT three BY half_* ALPHA DESC", "[3, 1, 2]")]
    [InlineData("SORT three BY hash_*->weight", "[2, 3, 1]")]
    [InlineData("SORT three BY hash_*->weight GET hash_*->name GET #", "[b, 2, (nil), 3, a, 1]")]
    [InlineData("SORT three GET hash_*->weight", "[300, -20, (nil)]")]
    [InlineData("SORT three GET hash_*->none", "[(nil), (nil), (nil)]")]
    [InlineData("SORT three GET hash_*->", "[(nil), (nil), (nil)]")]
    [InlineData("SORT three GET fixed", "[(nil), (nil), (nil)]")]
    [InlineData("SORT three GET weight_*->field", "[(nil), (nil), (nil)]")]
    [InlineData("SORT three BY weight_* BY nosort", "[1, 2, 3]")]
    [InlineData("SORT_RO three BY weight_* GET #", "[2, 3, 1]")]
    [InlineData("SORT odd", "[-inf, 3\0z, +4,   5, 007, 0x10, 1e2, inf]")]
    [InlineData("SORT words ALPHA", "[, B, a, aa, ab, abc, b, c, z]")]
    [InlineData("SORT set", "[-5, 1, 2, 30]")]
    [InlineData("SORT set DESC LIMIT 1 2", "[2, 1]")]
    [InlineData("SORT set ALPHA", "[-5, 1, 2, 30]")]
    [InlineData("SORT zset", "[-5, 1, 2, 30]")]
    [InlineData("SORT zset BY nosort", "[30, 1, -5, 2]")]
    [InlineData("SORT zset BY nosort DESC", "[2, -5, 1, 30]")]
    [InlineData("SORT zset BY nosort LIMIT 1 2", "[1, -5]")]
    [InlineData("SORT zset BY nosort DESC LIMIT 1 2", "[-5, 1]")]
    [InlineData("SORT zset BY nosort LIMIT 4 2", "[]")]
    [InlineData("SORT nuls ALPHA", "[a\0b, a\0a, a, b]")]
    public void SORT_replies_elements_in_order(string command, string reply)
    {
        using Kv kv = NewKv();
        kv.Run(command).Replies(reply);
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("SORT words", "ERR One or more scores can't be converted into double")]
    [InlineData("SORT words STORE d", "ERR One or more scores can't be converted into double")]
    [InlineData("SORT three BY name_*", "ERR One or more scores can't be converted into double")]
    [InlineData("SORT weight_1", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("SORT l LIMIT 1", "ERR syntax error")]
    [InlineData("SORT l LIMIT a 1", "ERR value is not an integer or out of range")]
    [InlineData("SORT l BY", "ERR syntax error")]
    [InlineData("SORT l GET", "ERR syntax error")]
    [InlineData("SORT l STORE", "ERR syntax error")]
    [InlineData("SORT weight_1 SIDEWAYS", "ERR syntax error")]
    [InlineData("SORT_RO l STORE d", "ERR syntax error")]
    [InlineData("SORT", "ERR wrong number of arguments for 'sort' command")]
    public void Wrong_use_is_said(string command, string error)
    {
        using Kv kv = NewKv();
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
        kv.Run("EXISTS d").Replies("(integer) 0");
    }

    [Fact]
    public void SORT_with_STORE_makes_a_list_and_logs_it_whole()
    {
        using Kv kv = NewKv();
        kv.Run("SET d before PX 1000");
        kv.Run("SORT three BY weight_* GET name_* GET none_* STORE d").Replies("(integer) 6");
        kv.Logged("AKV.PUT d 0 \x12\x01\x02\x1e\x1e\0\0\0\x06\0\x83two\x04\x80\x01\x85three\x06\x80\x01\x83one\x04\x80\x01\xff");
        kv.Run("LRANGE d 0 -1").Replies("[two, , three, , one, ]");
        kv.Run("PTTL d").Replies("(integer) -1");
    }

    [Fact]
    public void SORT_with_STORE_of_nothing_deletes_the_destination()
    {
        using Kv kv = NewKv();
        kv.Run("SORT missing STORE l").Replies("(integer) 0");
        kv.Logged("DEL l");
        kv.Run("SORT missing STORE l").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Fact]
    public void An_unsorted_set_is_stored_ordered_by_its_bytes()
    {
        using Kv kv = NewKv();
        kv.Run("SADD words2 b a c B aa");
        kv.Run("SORT words2 BY nosort STORE d").Replies("(integer) 5");
        kv.Run("LRANGE d 0 -1").Replies("[B, a, aa, b, c]");
        kv.Run("SORT zset BY nosort DESC STORE d").Replies("(integer) 4");
        kv.Run("LRANGE d 0 -1").Replies("[2, -5, 1, 30]");
    }

    [Fact]
    public void SORT_may_store_where_it_reads()
    {
        using Kv kv = NewKv();
        kv.Run("SORT l STORE l").Replies("(integer) 6");
        kv.Run("LRANGE l 0 -1").Replies("[-1, 1, 2, 2.5, 3, 10]");
    }

    [Fact]
    public void A_pattern_does_not_find_what_has_expired()
    {
        using Kv kv = NewKv();
        kv.Run("PEXPIRE name_2 100");
        kv.Now += 101;
        kv.Run("SORT three GET name_*").Replies("[one, (nil), three]");
        kv.Logged("DEL name_2");
    }

    [Fact]
    public void Ten_thousand_elements_come_in_order()
    {
        using Kv kv = new();
        Random random = new(3);
        List<int> numbers = [.. Enumerable.Range(0, 10_000).Select(_ => random.Next(-3000, 3000))];
        foreach (int[] chunk in numbers.Chunk(1000)) kv.Run($"RPUSH l {string.Join(' ', chunk)}");
        kv.Run("SORT l").Replies("[" + string.Join(", ", numbers.Order()) + "]");
        kv.Run("SORT l DESC").Replies("[" + string.Join(", ", numbers.OrderDescending()) + "]");
        List<string> texts = [.. numbers.Select(number => $"{number}").Order(StringComparer.Ordinal)];
        kv.Run("SORT l ALPHA").Replies("[" + string.Join(", ", texts) + "]");
    }

    [Theory]
    [InlineData("SORT s", "[1, 2, 10, 30]")]
    [InlineData("SORT s ALPHA DESC", "[30, 2, 10, 1]")]
    [InlineData("SORT s LIMIT 1 2", "[2, 10]")]
    [InlineData("SORT w ALPHA", "[a, b, c]")]
    [InlineData("SORT w", "(error) ERR One or more scores can't be converted into double")]
    public void SORT_of_a_set_is_that_of_its_members(string command, string reply)
    {
        using Kv kv = new();
        kv.Run("SADD s 10 1 30 2");
        kv.Run("SADD w c b a");
        kv.Run(command).Replies(reply);
    }

    [Theory]
    [InlineData("SORT w BY nosort STORE d", "[a, b, c, d]")]
    [InlineData("SORT w BY nosort DESC LIMIT 1 2 STORE d", "[c, b]")]
    public void SORT_of_a_set_without_an_order_stores_the_order_of_bytes(string command, string stored)
    {
        using Kv kv = new();
        kv.Run("SADD w c b d a");
        kv.Run(command);
        kv.Run("LRANGE d 0 -1").Replies(stored);
    }

    private static Kv NewKv()
    {
        Kv kv = new();
        foreach (string line in (string[])
            [
                "RPUSH l 3 1 2 10 -1 2.5", "RPUSH three 1 2 3", "MSET weight_1 30 weight_2 10 weight_3 20", "MSET name_1 one name_2 two name_3 three half_3 x",
                "RPUSH odd '  5' 0x10 1e2 inf -inf \"3\\x00z\" 007 +4", "RPUSH words b a c ab B aa abc '' z", "RPUSH nuls \"a\\x00b\" \"a\\x00a\" a b", "SADD set 30 1 -5 2", "HSET hash_1 weight 300 name a",
                "HSET hash_2 weight -20 name b", "SET hash_3 x", "ZADD zset 1 30 2 1 3 -5 4 2",
            ]) kv.Run(line);
        return kv;
    }
}

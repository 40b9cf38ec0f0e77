// SINTER, SUNION, SDIFF, their storing forms and SINTERCARD, over sets in all three forms: what is said of one holds for all.

namespace ActorKv.Core.Tests.Commands.Sets;

public sealed class SetAlgebraSpec
{
    [Theory]
    [InlineData("SINTER a b", "3 4")]
    [InlineData("SINTER a b c", "4")]
    [InlineData("SINTER a", "1 2 3 4")]
    [InlineData("SINTER a a a", "1 2 3 4")]
    [InlineData("SINTER a missing b", "")]
    [InlineData("SINTER missing", "")]
    [InlineData("SUNION a b", "1 2 3 4 5 six")]
    [InlineData("SUNION a b c missing a", "1 2 3 4 5 6 six")]
    [InlineData("SUNION a", "1 2 3 4")]
    [InlineData("SUNION missing missing", "")]
    [InlineData("SDIFF a b", "1 2")]
    [InlineData("SDIFF a b c", "1 2")]
    [InlineData("SDIFF b a", "5 six")]
    [InlineData("SDIFF b a c", "5 six")]
    [InlineData("SDIFF a", "1 2 3 4")]
    [InlineData("SDIFF a b a", "")]
    [InlineData("SDIFF a missing", "1 2 3 4")]
    [InlineData("SDIFF missing a", "")]
    [InlineData("SDIFF a all", "")]
    public void Sets_are_combined(string command, string members)
    {
        foreach ((int integers, int packed) in ((int, int)[])[(512, 128), (0, 128), (0, 0), (512, 0)])
        {
            using Kv kv = new();
            kv.Settings.SetMaxIntsetEntries = integers;
            kv.Settings.SetMaxListpackEntries = packed;
            kv.Run("SADD a 1 2 3 4");
            kv.Run("SADD b 3 4 5 six");
            kv.Run("SADD c 4 6");
            kv.Run("SADD all 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16");
            Assert.Equal(members, Sorted(kv.Run(command)));
            kv.LoggedNothing();
            string[] words = command.Split(' ');
            kv.Run($"{words[0]}STORE result {string.Join(' ', words[1..])}").Replies($"(integer) {members.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length}");
            Assert.Equal(members, Sorted(kv.Run("SMEMBERS result")));
        }
    }

    [Fact]
    public void Random_large_sets_are_combined_as_sets_are()
    {
        using Kv kv = new();
        Random random = new(9);
        HashSet<string>[] model = [.. Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 200 << i).Select(_ => $"m{random.Next(2000)}").ToHashSet())];
        for (int i = 0; i < model.Length; i++) kv.Run($"SADD {i} {string.Join(' ', model[i])}");
        for (int round = 0; round < 40; round++)
        {
            int[] chosen = [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => random.Next(4))];
            string keys = string.Join(' ', chosen);
            Assert.Equal(Sorted(chosen.Select(i => (IEnumerable<string>)model[i]).Aggregate((left, right) => left.Union(right))), Sorted(kv.Run($"SUNION {keys}")));
            Assert.Equal(Sorted(chosen.Select(i => (IEnumerable<string>)model[i]).Aggregate((left, right) => left.Intersect(right))), Sorted(kv.Run($"SINTER {keys}")));
            Assert.Equal(Sorted(chosen.Select(i => (IEnumerable<string>)model[i]).Aggregate((left, right) => left.Except(right))), Sorted(kv.Run($"SDIFF {keys}")));
        }
    }

    [Theory]
    [InlineData("SINTER a b", "~1\r\n$1\r\n2\r\n")]
    [InlineData("SUNION a missing", "~2\r\n$1\r\n1\r\n$1\r\n2\r\n")]
    [InlineData("SDIFF a b", "~1\r\n$1\r\n1\r\n")]
    [InlineData("SDIFF missing a", "~0\r\n")]
    [InlineData("SINTER missing a", "~0\r\n")]
    public void In_RESP3_the_reply_is_a_set(string command, string wire)
    {
        using Kv kv = new() { Resp = 3 };
        kv.Run("SADD a 1 2");
        kv.Run("SADD b 2 3");
        kv.Run(command).RepliesOnWire(wire);
    }

    [Theory]
    [InlineData("SINTERCARD 2 a b", "(integer) 2")]
    [InlineData("SINTERCARD 2 a b LIMIT 1", "(integer) 1")]
    [InlineData("SINTERCARD 2 a b LIMIT 0", "(integer) 2")]
    [InlineData("SINTERCARD 2 a b limit 1 LIMIT 9", "(integer) 2")]
    [InlineData("SINTERCARD 2 a missing", "(integer) 0")]
    [InlineData("SINTERCARD 0 a", "(error) ERR numkeys should be greater than 0")]
    [InlineData("SINTERCARD x a", "(error) ERR numkeys should be greater than 0")]
    [InlineData("SINTERCARD 3 a b", "(error) ERR Number of keys can't be greater than number of args")]
    [InlineData("SINTERCARD 2 a b LIMIT -1", "(error) ERR LIMIT can't be negative")]
    [InlineData("SINTERCARD 2 a b LIMIT x", "(error) ERR LIMIT can't be negative")]
    [InlineData("SINTERCARD 2 a b LIMIT", "(error) ERR syntax error")]
    [InlineData("SINTERCARD 1 a b", "(error) ERR syntax error")]
    public void SINTERCARD_counts_up_to_a_limit(string command, string reply)
    {
        using Kv kv = new();
        kv.Run("SADD a 1 2 3");
        kv.Run("SADD b 2 3 4");
        kv.Run(command).Replies(reply);
    }

    [Theory]
    [InlineData("SINTER missing string")]
    [InlineData("SINTERCARD 2 missing string")]
    [InlineData("SINTERSTORE a missing string")]
    [InlineData("SUNION a string")]
    [InlineData("SUNIONSTORE a a string")]
    [InlineData("SDIFF missing string")]
    [InlineData("SDIFFSTORE a missing string")]
    public void Sources_of_other_types_are_refused_and_nothing_is_changed(string command)
    {
        using Kv kv = new();
        kv.Run("SET string x");
        kv.Run("SADD a 1");
        kv.Run(command).Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("SMEMBERS a").Replies("[1]");
    }

    [Fact]
    public void A_result_replaces_whatever_the_destination_held_with_its_expiry()
    {
        using Kv kv = new();
        kv.Run("SADD a 1 2");
        kv.Run("SET result text EX 100");
        kv.Run("SUNIONSTORE result a").Replies("(integer) 2");
        kv.Logged("DEL result", "SADD result 1 2");
        kv.Run("TTL result").Replies("(integer) -1");
        kv.Run("SUNIONSTORE other a").Replies("(integer) 2");
        kv.Logged("SADD other 1 2");
    }

    [Fact]
    public void An_empty_result_removes_the_destination()
    {
        using Kv kv = new();
        kv.Run("SADD a 1 2");
        kv.Run("SET result text");
        kv.Run("SINTERSTORE result a missing").Replies("(integer) 0");
        kv.Logged("DEL result");
        kv.Run("SDIFFSTORE result a a").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Fact]
    public void Within_one_key_shard_the_command_is_logged_as_it_was_asked()
    {
        using Kv kv = new();
        kv.Run("SADD {t}a 1 2");
        kv.Run("SADD {t}b 2 3");
        kv.Run("SINTERSTORE {t}r {t}a {t}b");
        kv.Logged("SINTERSTORE {t}r {t}a {t}b");
        kv.Run("SDIFFSTORE {t}r {t}a {t}missing");
        kv.Logged("SDIFFSTORE {t}r {t}a {t}missing");
    }

    [Theory]
    [InlineData("SINTERSTORE a a b", "2 3")]
    [InlineData("SUNIONSTORE b a b", "1 2 3 4")]
    [InlineData("SDIFFSTORE b a b", "1")]
    [InlineData("SDIFFSTORE a a b", "1")]
    public void The_destination_may_be_a_source(string command, string members)
    {
        using Kv kv = new();
        kv.Run("SADD a 1 2 3");
        kv.Run("SADD b 2 3 4");
        kv.Run(command);
        Assert.Equal(members, Sorted(kv.Run($"SMEMBERS {command.Split(' ')[1]}")));
    }

    [Theory]
    [InlineData("SINTERSTORE r numbers mixed", "intset")]
    [InlineData("SUNIONSTORE r numbers few", "intset")]
    [InlineData("SUNIONSTORE r numbers mixed", "hashtable")]
    [InlineData("SDIFFSTORE r mixed words", "intset")]
    [InlineData("SDIFFSTORE r mixed words many", "intset")]
    [InlineData("SDIFFSTORE r large words few", "hashtable")]
    public void A_result_has_the_encoding_that_redis_server_gives_it(string command, string encoding)
    {
        using Kv kv = new();
        kv.Run("SADD numbers 1 2 3 4");
        kv.Run("SADD few 1");
        kv.Run("SADD words a b");
        kv.Run("SADD mixed 1 2 3 a");
        kv.Run("SADD many 100 101 102 103 104 105 106 107 108 109 110");
        kv.Run("SADD large 1 2 3 4 5 6 7 8 9 a");
        kv.Run(command);
        kv.Run("OBJECT ENCODING r").Replies(encoding);
    }

    private static string Sorted(KvReply reply) => Sorted(reply.Text.Trim('[', ']').Split(", "));

    private static string Sorted(IEnumerable<string> members) => string.Join(' ', members.Order(StringComparer.Ordinal));
}

// Of the names used here, those with the tag {x} lie in one key shard; a and b lie in two.

namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class RenameSpec
{
    [Fact]
    public void RENAME_within_a_key_shard_logs_itself()
    {
        using Kv kv = new();
        kv.Run("SET {x}a 1 PXAT 2000000");
        kv.Run("RENAME {x}a {x}b").Replies("OK");
        kv.Logged("RENAME {x}a {x}b");
        kv.Run("MGET {x}a {x}b").Replies("[(nil), 1]");
        kv.Run("PEXPIRETIME {x}b").Replies("(integer) 2000000");
    }

    [Fact]
    public void RENAME_across_key_shards_logs_a_removal_and_a_whole_value()
    {
        using Kv kv = new();
        kv.Run("SET a hello PXAT 2000000");
        kv.Run("RENAME a b").Replies("OK");
        kv.Logged("DEL a", "AKV.PUT b 2000000 \0\x05hello");
        kv.Run("GET a").Replies("(nil)");
        kv.Run("GET b").Replies("hello");
        kv.Run("PEXPIRETIME b").Replies("(integer) 2000000");
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("{x}a", "{x}b")]
    public void RENAME_replaces_value_and_expiry(string from, string to)
    {
        using Kv kv = new();
        kv.Run($"SET {from} new");
        kv.Run($"SET {to} old EX 100");
        kv.Run($"RENAME {from} {to}").Replies("OK");
        kv.Run($"GET {to}").Replies("new");
        kv.Run($"TTL {to}").Replies("(integer) -1");
        kv.Run("DBSIZE").Replies("(integer) 1");
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("{x}a", "{x}b")]
    public void RENAME_carries_long_strings_and_lists(string from, string to)
    {
        using Kv kv = new();
        string text = new('v', 10_000);
        kv.Run($"SET {from} {text}");
        kv.Run($"RENAME {from} {to}");
        kv.Run($"GET {to}").Replies(text);
        kv.Run($"RPUSH {from} one two");
        kv.Run($"EXPIRE {from} 10");
        kv.Run($"RENAME {from} {to}").Replies("OK");
        kv.Run($"LRANGE {to} 0 -1").Replies("[one, two]");
        kv.Run($"TTL {to}").Replies("(integer) 10");
        kv.Run($"RPUSH {to} three").Replies("(integer) 3");
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("{x}a", "{x}b")]
    public void RENAME_keeps_how_often_a_value_was_accessed(string from, string to)
    {
        using Kv kv = new();
        kv.Settings.Lfu = true;
        kv.Run($"SET {from} 1");
        for (int i = 0; i < 200; i++) kv.Run($"GET {from}");
        string before = kv.Run($"OBJECT FREQ {from}").Text;
        Assert.NotEqual("(integer) 5", before);
        kv.Settings.LfuLogFactor = int.MaxValue; // no luck: the access that RENAME is does not count
        kv.Run($"RENAME {from} {to}");
        kv.Run($"OBJECT FREQ {to}").Replies(before);
    }

    [Fact]
    public void RENAME_of_a_missing_key_fails()
    {
        using Kv kv = new();
        kv.Run("RENAME a b").Fails("ERR no such key");
        kv.Run("RENAME a a").Fails("ERR no such key");
        kv.LoggedNothing();
    }

    [Fact]
    public void RENAME_to_the_same_name_changes_nothing()
    {
        using Kv kv = new();
        kv.Run("SET a 1 EX 10");
        kv.Run("RENAME a a").Replies("OK");
        kv.LoggedNothing();
        kv.Run("GET a").Replies("1");
        kv.Run("TTL a").Replies("(integer) 10");
    }

    [Fact]
    public void RENAME_of_an_expired_key_fails_and_replaces_nothing()
    {
        using Kv kv = new();
        kv.Run("SET a 1 PX 10");
        kv.Run("SET b 2");
        kv.Now += 11;
        kv.Run("RENAME a b").Fails("ERR no such key");
        kv.Logged("DEL a");
        kv.Run("GET b").Replies("2");
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("{x}a", "{x}b")]
    public void RENAME_reports_a_list_to_those_who_wait_for_its_new_name(string from, string to)
    {
        using Kv kv = new();
        kv.Run($"RPUSH {from} 1");
        foreach (var shard in kv.Shards) shard.WaitedKeys = 1;
        kv.Run($"RENAME {from} {to}");
        kv.ReportedReady(to);
    }
}

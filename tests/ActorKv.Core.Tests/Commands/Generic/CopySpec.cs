// Of the names used here, those with the tag {x} lie in one key shard; a and b lie in two.

namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class CopySpec
{
    [Fact]
    public void COPY_within_a_key_shard_logs_itself()
    {
        using Kv kv = new();
        kv.Run("SET {x}a 1 PXAT 2000000");
        kv.Run("COPY {x}a {x}b").Replies("(integer) 1");
        kv.Logged("COPY {x}a {x}b REPLACE");
        kv.Run("MGET {x}a {x}b").Replies("[1, 1]");
        kv.Run("PEXPIRETIME {x}b").Replies("(integer) 2000000");
    }

    [Fact]
    public void COPY_across_key_shards_logs_a_whole_value()
    {
        using Kv kv = new();
        kv.Run("SET a hello");
        kv.Run("COPY a b DB 2").Replies("(integer) 1");
        kv.Logged("AKV.PUT b 0 \0\x05hello");
        kv.Run("GET a").Replies("hello");
        kv.Database = 2;
        kv.Run("GET b").Replies("hello");
    }

    [Fact]
    public void COPY_to_another_database_names_it_in_the_effect()
    {
        using Kv kv = new();
        kv.Run("SET a 1");
        kv.Run("COPY a a replace db 3 DB 1").Replies("(integer) 1");
        kv.Logged("COPY a a DB 1 REPLACE");
        kv.Database = 1;
        kv.Run("GET a").Replies("1");
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("{x}a", "{x}b")]
    public void COPY_replaces_only_when_told(string from, string to)
    {
        using Kv kv = new();
        kv.Run($"SET {from} new");
        kv.Run($"SET {to} old EX 100");
        kv.Run($"COPY {from} {to}").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run($"COPY {from} {to} REPLACE").Replies("(integer) 1");
        kv.Run($"GET {to}").Replies("new");
        kv.Run($"TTL {to}").Replies("(integer) -1");
        kv.Run("COPY missing a").Replies("(integer) 0");
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("{x}a", "{x}b")]
    public void A_copy_lives_its_own_life(string from, string to)
    {
        using Kv kv = new();
        kv.Run($"RPUSH {from} 1 2 3");
        kv.Run($"COPY {from} {to}").Replies("(integer) 1");
        kv.Run($"LPOP {from}");
        kv.Run($"RPUSH {to} 4");
        kv.Run($"LRANGE {from} 0 -1").Replies("[2, 3]");
        kv.Run($"LRANGE {to} 0 -1").Replies("[1, 2, 3, 4]");
        kv.Run($"SET {from} {new string('v', 9_000)}");
        kv.Run($"COPY {from} {to} REPLACE");
        kv.Run($"APPEND {from} x");
        kv.Run($"STRLEN {to}").Replies("(integer) 9000");
    }

    [Theory]
    [InlineData("COPY a b DB", "ERR syntax error")]
    [InlineData("COPY a b FOO", "ERR syntax error")]
    [InlineData("COPY a b DB x", "ERR value is not an integer or out of range")]
    [InlineData("COPY a b DB 99999999999", "ERR value is out of range, value must between -2147483648 and 2147483647")]
    [InlineData("COPY a b DB 99 FOO", "ERR DB index is out of range")]
    [InlineData("COPY a b DB -1", "ERR DB index is out of range")]
    [InlineData("COPY missing missing", "ERR source and destination objects are the same")]
    [InlineData("COPY a a DB 0 REPLACE", "ERR source and destination objects are the same")]
    [InlineData("COPY a", "ERR wrong number of arguments for 'copy' command")]
    public void Wrong_use_is_said(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET a 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}

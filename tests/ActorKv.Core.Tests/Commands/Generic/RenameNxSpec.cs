// Of the names used here, those with the tag {x} lie in one key shard; a and b lie in two.

namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class RenameNxSpec
{
    [Theory]
    [InlineData("a", "b")]
    [InlineData("{x}a", "{x}b")]
    public void RENAMENX_renames_to_a_free_name_only(string from, string to)
    {
        using Kv kv = new();
        kv.Run($"SET {from} 1 EX 50");
        kv.Run($"RENAMENX {from} {to}").Replies("(integer) 1");
        kv.Run($"TTL {to}").Replies("(integer) 50");
        kv.Run($"SET {from} 2");
        kv.Run($"RENAMENX {from} {to}").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run($"MGET {from} {to}").Replies("[2, 1]");
    }

    [Fact]
    public void RENAMENX_takes_the_name_of_an_expired_key()
    {
        using Kv kv = new();
        kv.Run("SET {x}a 1");
        kv.Run("SET {x}b 2 PX 10");
        kv.Now += 11;
        kv.Run("RENAMENX {x}a {x}b").Replies("(integer) 1");
        kv.Logged("DEL {x}b", "RENAME {x}a {x}b");
    }

    [Fact]
    public void RENAMENX_to_the_same_name_is_0_and_of_a_missing_key_fails()
    {
        using Kv kv = new();
        kv.Run("SET a 1");
        kv.Run("RENAMENX a a").Replies("(integer) 0");
        kv.Run("RENAMENX missing missing").Fails("ERR no such key");
        kv.Run("RENAMENX missing a").Fails("ERR no such key");
        kv.LoggedNothing();
    }
}

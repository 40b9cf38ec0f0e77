namespace ActorKv.Core.Tests.Commands.Sets;

public sealed class SMoveSpec
{
    [Fact]
    public void SMOVE_between_two_key_shards_is_logged_for_each()
    {
        using Kv kv = new();
        kv.Run("SADD a 1 x");
        kv.Run("SADD b y");
        kv.Run("SMOVE a b x").Replies("(integer) 1");
        kv.Logged("SREM a x", "SADD b x");
        kv.Run("SMEMBERS a").Replies("[1]");
        kv.Run("SMEMBERS b").Replies("[y, x]");
    }

    [Fact]
    public void SMOVE_within_a_key_shard_is_logged_as_it_was_asked()
    {
        using Kv kv = new();
        kv.Run("SADD {t}a 1 2");
        kv.Run("SMOVE {t}a {t}b 2").Replies("(integer) 1");
        kv.Logged("SMOVE {t}a {t}b 2");
        kv.Run("OBJECT ENCODING {t}b").Replies("intset");
    }

    [Fact]
    public void SMOVE_of_the_last_member_removes_the_source()
    {
        using Kv kv = new();
        kv.Run("SADD a x");
        kv.Run("SMOVE a b x").Replies("(integer) 1");
        kv.Run("EXISTS a b").Replies("(integer) 1");
    }

    [Fact]
    public void SMOVE_to_a_set_that_has_the_member_only_removes_it()
    {
        using Kv kv = new();
        kv.Run("SADD a x y");
        kv.Run("SADD b x");
        kv.Run("SMOVE a b x").Replies("(integer) 1");
        kv.Logged("SREM a x");
        kv.Run("SCARD b").Replies("(integer) 1");
    }

    [Fact]
    public void SMOVE_of_what_is_not_there_or_to_the_same_set_changes_nothing()
    {
        using Kv kv = new();
        kv.Run("SADD a x");
        kv.Run("SMOVE a b y").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("EXISTS b").Replies("(integer) 0");
        kv.Run("SMOVE a a x").Replies("(integer) 1");
        kv.LoggedNothing();
        kv.Run("SMOVE a a y").Replies("(integer) 0");
    }

    [Fact]
    public void SMOVE_looks_at_types_only_when_there_is_a_source()
    {
        using Kv kv = new();
        kv.Run("SET string x");
        kv.Run("SADD a x");
        kv.Run("SMOVE missing string x").Replies("(integer) 0");
        kv.Run("SMOVE a string x").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("SMOVE a string notthere").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("SMOVE string a x").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
    }
}

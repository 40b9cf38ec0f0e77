namespace ActorKv.Core.Tests.Commands.Sets;

public sealed class SRemSpec
{
    [Fact]
    public void SREM_replies_how_many_members_were_there()
    {
        using Kv kv = new();
        kv.Run("SADD s a b 3");
        kv.Run("SREM s b 3 x b").Replies("(integer) 2");
        kv.Logged("SREM s b 3 x b");
        kv.Run("SMEMBERS s").Replies("[a]");
    }

    [Fact]
    public void SREM_of_what_is_not_there_logs_nothing()
    {
        using Kv kv = new();
        kv.Run("SADD s 1 2");
        kv.Run("SREM s 3 a").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("SREM missing a").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Fact]
    public void SREM_of_the_last_member_removes_the_key()
    {
        using Kv kv = new();
        kv.Run("SADD s 1");
        kv.Run("SREM s 1 1").Replies("(integer) 1");
        kv.Run("EXISTS s").Replies("(integer) 0");
    }

    [Fact]
    public void SREM_refuses_other_types()
    {
        using Kv kv = new();
        kv.Run("RPUSH l x");
        kv.Run("SREM l x").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
}

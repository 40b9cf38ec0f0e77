namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRemSpec
{
    [Fact]
    public void ZREM_logs_what_was_there()
    {
        using Kv kv = new();
        kv.Run("ZADD z 1 a 2 b 3 c");
        kv.Run("ZREM z a x c a").Replies("(integer) 2");
        kv.Logged("ZREM z a c");
        kv.Run("ZREM z x").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("ZRANGE z 0 -1").Replies("[b]");
    }

    [Fact]
    public void ZREM_of_the_last_member_removes_the_key()
    {
        using Kv kv = new();
        kv.Run("ZADD z 1 a 2 b");
        kv.Run("ZREM z a b c").Replies("(integer) 2");
        kv.Logged("ZREM z a b");
        kv.Run("EXISTS z").Replies("(integer) 0");
        kv.Run("ZREM z a").Replies("(integer) 0");
    }

    [Fact]
    public void ZREM_refuses_another_type()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("ZREM s a").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("ZREM s").Fails("ERR wrong number of arguments for 'zrem' command");
    }
}

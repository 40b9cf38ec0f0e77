namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class DelSpec
{
    [Fact]
    public void DEL_removes_keys_and_counts_them()
    {
        using Kv kv = new();
        kv.Run("MSET a 1 b 2 c 3");
        kv.Run("DEL a missing b").Replies("(integer) 2");
        kv.Logged("DEL a", "DEL b");
        kv.Run("EXISTS a b c").Replies("(integer) 1");
    }

    [Fact]
    public void DEL_of_one_key_twice_counts_once()
    {
        using Kv kv = new();
        kv.Run("SET a 1");
        kv.Run("DEL a a").Replies("(integer) 1");
        kv.Logged("DEL a");
    }

    [Fact]
    public void DEL_of_missing_keys_logs_nothing()
    {
        using Kv kv = new();
        kv.Run("DEL a b").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("DEL").Fails("ERR wrong number of arguments for 'del' command");
    }

    [Fact]
    public void DEL_of_a_key_whose_time_has_come_counts_nothing()
    {
        using Kv kv = new();
        kv.Run("SET a 1 PX 100");
        kv.Now += 101;
        kv.Run("DEL a").Replies("(integer) 0");
        kv.Logged("DEL a");
    }
}

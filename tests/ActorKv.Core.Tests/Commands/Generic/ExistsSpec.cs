namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class ExistsSpec
{
    [Fact]
    public void EXISTS_counts_a_key_as_often_as_it_is_named()
    {
        using Kv kv = new();
        kv.Run("SET a 1");
        kv.Run("EXISTS a a missing").Replies("(integer) 2");
        kv.LoggedNothing();
    }

    [Fact]
    public void EXISTS_is_no_access()
    {
        using Kv kv = new();
        kv.Run("SET a 1");
        kv.Now += 5_000;
        kv.Run("EXISTS a");
        kv.Run("OBJECT IDLETIME a").Replies("(integer) 5");
    }

    [Fact]
    public void EXISTS_removes_a_key_whose_time_has_come()
    {
        using Kv kv = new();
        kv.Run("SET a 1 PX 100");
        kv.Now += 100;
        kv.Run("EXISTS a").Replies("(integer) 1");
        kv.Now++;
        kv.Run("EXISTS a").Replies("(integer) 0");
        kv.Logged("DEL a");
    }
}

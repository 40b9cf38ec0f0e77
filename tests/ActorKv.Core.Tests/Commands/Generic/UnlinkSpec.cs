namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class UnlinkSpec
{
    [Fact]
    public void UNLINK_leaves_the_same_effect_as_DEL()
    {
        using Kv kv = new();
        kv.Run("MSET a 1 b 2");
        kv.Run("UNLINK a b c").Replies("(integer) 2");
        kv.Logged("DEL a", "DEL b");
        kv.Run("UNLINK").Fails("ERR wrong number of arguments for 'unlink' command");
    }
}

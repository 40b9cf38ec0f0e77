namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class TouchSpec
{
    [Fact]
    public void TOUCH_counts_keys_and_renews_their_access_time()
    {
        using Kv kv = new();
        kv.Run("MSET a 1 b 2");
        kv.Now += 9_000;
        kv.Run("TOUCH a a missing").Replies("(integer) 2");
        kv.LoggedNothing();
        kv.Run("OBJECT IDLETIME a").Replies("(integer) 0");
        kv.Run("OBJECT IDLETIME b").Replies("(integer) 9");
    }
}

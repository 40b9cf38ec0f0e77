namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class MGetSpec
{
    [Fact]
    public void MGET_reads_keys_of_several_shards_in_the_order_asked()
    {
        using Kv kv = new();
        kv.Run("MSET a 1 b 2 c 3");
        kv.Run("MGET c a missing b a").Replies("[3, 1, (nil), 2, 1]");
        kv.LoggedNothing();
    }
}

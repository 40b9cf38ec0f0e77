namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZCardSpec
{
    [Fact]
    public void ZCARD_counts_members()
    {
        using Kv kv = new();
        kv.Run("ZCARD z").Replies("(integer) 0");
        kv.Run("ZADD z 1 a 2 b");
        kv.Run("ZCARD z").Replies("(integer) 2");
        kv.Run("SET s x");
        kv.Run("ZCARD s").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
}

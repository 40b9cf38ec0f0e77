namespace ActorKv.Core.Tests.Commands.HyperLogLogs;

public sealed class PfMergeSpec
{
    [Fact]
    public void PFMERGE_makes_a_union_of_sources_and_destination()
    {
        using Kv kv = new();
        kv.Run("PFADD x a b c");
        kv.Run("PFADD y c d e");
        kv.Run("PFADD to f");
        kv.Run("PEXPIRE to 100");
        kv.Run("PFMERGE to x missing y").Replies("OK");
        kv.Run("PFCOUNT to").Replies("(integer) 6");
        kv.Run("PTTL to").Replies("(integer) 100");
        kv.Run("PFDEBUG ENCODING to").Replies("sparse");
        kv.Run("PFCOUNT x").Replies("(integer) 3");
    }

    [Fact]
    public void PFMERGE_is_dense_when_a_source_is()
    {
        using Kv kv = new();
        kv.Run("PFADD x a");
        kv.Run("PFDEBUG TODENSE x");
        kv.Run("PFADD to b");
        kv.Run("PFMERGE to x");
        kv.Run("PFDEBUG ENCODING to").Replies("dense");
        kv.Run("PFCOUNT to").Replies("(integer) 2");
    }

    [Fact]
    public void PFMERGE_of_nothing_makes_an_empty_one_and_then_changes_nothing()
    {
        using Kv kv = new();
        kv.Run("PFMERGE to").Replies("OK");
        kv.Logged("SET to HYLL\u0001\0\0\0\0\0\0\0\0\0\0\u0080\u007f\u00ff KEEPTTL");
        kv.Run("PFMERGE to missing").Replies("OK");
        kv.LoggedNothing();
    }

    [Fact]
    public void PFMERGE_that_is_refused_changes_nothing()
    {
        using Kv kv = new();
        kv.Run("PFADD to a");
        kv.Run("PFADD x b");
        kv.Run("SET bad v");
        kv.Run("PFMERGE to x bad").Fails("WRONGTYPE Key is not a valid HyperLogLog string value.");
        kv.LoggedNothing();
        kv.Run("PFCOUNT to").Replies("(integer) 1");
    }
}

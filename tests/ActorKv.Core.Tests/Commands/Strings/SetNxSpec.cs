namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class SetNxSpec
{
    [Fact]
    public void SETNX_sets_only_a_missing_key()
    {
        using Kv kv = new();
        kv.Run("SETNX k v").Replies("(integer) 1");
        kv.Logged("SET k v");
        kv.Run("SETNX k w").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("GET k").Replies("v");
    }
}

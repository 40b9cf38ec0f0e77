namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class GetDelSpec
{
    [Fact]
    public void GETDEL_reads_and_deletes()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("GETDEL k").Replies("v");
        kv.Logged("DEL k");
        kv.Run("GETDEL k").Replies("(nil)");
        kv.LoggedNothing();
    }
}

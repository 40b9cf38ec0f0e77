namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class StrLenSpec
{
    [Fact]
    public void STRLEN_counts_bytes()
    {
        using Kv kv = new();
        kv.Run("STRLEN k").Replies("(integer) 0");
        kv.Run("SET k hello");
        kv.Run("STRLEN k").Replies("(integer) 5");
        kv.LoggedNothing();
    }
}

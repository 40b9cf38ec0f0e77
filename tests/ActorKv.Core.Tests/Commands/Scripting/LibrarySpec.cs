namespace ActorKv.Core.Tests.Commands.Scripting;

public sealed class LibrarySpec
{
    [Fact]
    public void AKV_LIBRARY_keeps_a_text_or_lets_it_go()
    {
        using Kv kv = new();
        kv.Run("AKV.LIBRARY lib text").Replies("OK");
        kv.Run("AKV.LIBRARY lib").Replies("OK");
    }
}

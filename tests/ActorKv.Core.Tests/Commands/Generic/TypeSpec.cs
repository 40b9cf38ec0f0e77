namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class TypeSpec
{
    [Fact]
    public void TYPE_names_the_type()
    {
        using Kv kv = new();
        kv.Run("SET s 1");
        kv.Run("TYPE s").RepliesOnWire("+string\r\n");
        kv.Run("TYPE missing").RepliesOnWire("+none\r\n");
    }

    [Fact]
    public void TYPE_is_no_access()
    {
        using Kv kv = new();
        kv.Run("SET s 1");
        kv.Now += 3_000;
        kv.Run("TYPE s");
        kv.Run("OBJECT IDLETIME s").Replies("(integer) 3");
    }
}

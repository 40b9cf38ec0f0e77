namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class PersistSpec
{
    [Fact]
    public void PERSIST_takes_the_expiry_away_once()
    {
        using Kv kv = new();
        kv.Run("SET k v EX 10");
        kv.Run("PERSIST k").Replies("(integer) 1");
        kv.Logged("PERSIST k");
        kv.Run("TTL k").Replies("(integer) -1");
        kv.Run("PERSIST k").Replies("(integer) 0");
        kv.Run("PERSIST missing").Replies("(integer) 0");
        kv.LoggedNothing();
    }
}

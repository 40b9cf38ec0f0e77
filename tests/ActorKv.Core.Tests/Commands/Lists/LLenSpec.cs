namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class LLenSpec
{
    [Fact]
    public void LLEN_counts_the_elements()
    {
        using Kv kv = new();
        kv.Run("LLEN l").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("RPUSH l a b");
        kv.Run("LLEN l").Replies("(integer) 2");
        kv.LoggedNothing();
    }

    [Fact]
    public void LLEN_refuses_other_types()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("LLEN s").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
    }

    [Fact]
    public void LLEN_wants_one_key()
    {
        using Kv kv = new();
        kv.Run("LLEN").Fails("ERR wrong number of arguments for 'llen' command");
        kv.Run("LLEN a b").Fails("ERR wrong number of arguments for 'llen' command");
    }
}

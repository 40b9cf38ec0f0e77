namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class MSetNxSpec
{
    [Fact]
    public void MSETNX_sets_all_when_none_is_there()
    {
        using Kv kv = new();
        kv.Run("MSETNX a 1 b 2").Replies("(integer) 1");
        kv.Logged("SET a 1", "SET b 2");
        kv.Run("MGET a b").Replies("[1, 2]");
    }

    [Fact]
    public void MSETNX_sets_none_when_one_is_there()
    {
        using Kv kv = new();
        kv.Run("SET b 1");
        kv.Run("MSETNX a 1 b 2").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("GET a").Replies("(nil)");
    }

    [Fact]
    public void MSETNX_of_the_same_key_twice_is_no_conflict()
    {
        using Kv kv = new();
        kv.Run("MSETNX a 1 a 2").Replies("(integer) 1");
        kv.Run("GET a").Replies("2");
    }

    [Fact]
    public void MSETNX_wants_a_value_for_every_key()
    {
        using Kv kv = new();
        kv.Run("MSETNX a 1 b").Fails("ERR wrong number of arguments for 'msetnx' command");
    }
}

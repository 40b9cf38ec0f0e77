namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class RPushXSpec
{
    [Fact]
    public void RPUSHX_leaves_a_missing_key_missing()
    {
        using Kv kv = new();
        kv.Run("RPUSHX l a").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("LLEN l").Replies("(integer) 0");
    }

    [Fact]
    public void RPUSHX_pushes_to_a_list_that_exists()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run("RPUSHX l b c").Replies("(integer) 3");
        kv.Logged("RPUSHX l b c");
        kv.Run("LRANGE l 0 -1").Replies("[a, b, c]");
    }

    [Fact]
    public void RPUSHX_refuses_other_types()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("RPUSHX s a").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
    }

    [Fact]
    public void RPUSHX_wants_an_element()
    {
        using Kv kv = new();
        kv.Run("RPUSHX l").Fails("ERR wrong number of arguments for 'rpushx' command");
    }
}

namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class LPushXSpec
{
    [Fact]
    public void LPUSHX_leaves_a_missing_key_missing()
    {
        using Kv kv = new();
        kv.Run("LPUSHX l a").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("LLEN l").Replies("(integer) 0");
    }

    [Fact]
    public void LPUSHX_pushes_to_a_list_that_exists()
    {
        using Kv kv = new();
        kv.Run("LPUSH l a");
        kv.Run("LPUSHX l b c").Replies("(integer) 3");
        kv.Logged("LPUSHX l b c");
        kv.Run("LRANGE l 0 -1").Replies("[c, b, a]");
    }

    [Fact]
    public void LPUSHX_refuses_other_types()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("LPUSHX s a").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
    }

    [Fact]
    public void LPUSHX_wants_an_element()
    {
        using Kv kv = new();
        kv.Run("LPUSHX l").Fails("ERR wrong number of arguments for 'lpushx' command");
    }
}

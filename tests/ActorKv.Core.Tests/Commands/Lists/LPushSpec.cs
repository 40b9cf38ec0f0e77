namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class LPushSpec
{
    [Fact]
    public void LPUSH_makes_a_list_and_replies_its_length()
    {
        using Kv kv = new();
        kv.Run("LPUSH l a").Replies("(integer) 1");
        kv.Logged("LPUSH l a");
        kv.Run("LPUSH l b c 12").Replies("(integer) 4");
        kv.Logged("LPUSH l b c 12");
        kv.Run("LRANGE l 0 -1").Replies("[12, c, b, a]");
    }

    [Fact]
    public void LPUSH_keeps_bytes_and_spellings_as_they_are()
    {
        using Kv kv = new();
        kv.Run("LPUSH l 007 \"\" \"\\x00\\xff\" -0");
        kv.Run("LRANGE l 0 -1").Replies("[-0, \u0000\u00ff, , 007]");
    }

    [Fact]
    public void LPUSH_refuses_other_types()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("LPUSH s a").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
    }

    [Fact]
    public void LPUSH_wants_an_element()
    {
        using Kv kv = new();
        kv.Run("LPUSH l").Fails("ERR wrong number of arguments for 'lpush' command");
    }

    [Fact]
    public void LPUSH_of_elements_too_long_for_a_node_keeps_their_order()
    {
        using Kv kv = new();
        string large = new('x', 10_000);
        kv.Run($"LPUSH l a {large} b").Replies("(integer) 3");
        kv.Run("LRANGE l 0 -1").Replies($"[b, {large}, a]");
    }
}

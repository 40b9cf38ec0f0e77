namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class RPushSpec
{
    [Fact]
    public void RPUSH_makes_a_list_and_replies_its_length()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a").Replies("(integer) 1");
        kv.Logged("RPUSH l a");
        kv.Run("RPUSH l b c 12").Replies("(integer) 4");
        kv.Logged("RPUSH l b c 12");
        kv.Run("LRANGE l 0 -1").Replies("[a, b, c, 12]");
    }

    [Fact]
    public void RPUSH_keeps_bytes_and_spellings_as_they_are()
    {
        using Kv kv = new();
        kv.Run("RPUSH l 007 \"\" \"\\x00\\xff\" -0");
        kv.Run("LRANGE l 0 -1").Replies("[007, , \u0000\u00ff, -0]");
    }

    [Fact]
    public void RPUSH_refuses_other_types()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("RPUSH s a").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
    }

    [Fact]
    public void RPUSH_wants_an_element()
    {
        using Kv kv = new();
        kv.Run("RPUSH l").Fails("ERR wrong number of arguments for 'rpush' command");
    }

    [Fact]
    public void RPUSH_of_elements_too_long_for_a_node_keeps_their_order()
    {
        using Kv kv = new();
        string large = new('x', 10_000);
        kv.Run($"RPUSH l a {large} b").Replies("(integer) 3");
        kv.Run("LRANGE l 0 -1").Replies($"[a, {large}, b]");
    }
}

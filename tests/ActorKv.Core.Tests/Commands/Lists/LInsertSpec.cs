namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class LInsertSpec
{
    [Fact]
    public void LINSERT_puts_an_element_beside_the_first_match()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b a 5");
        kv.Run("LINSERT l BEFORE a x").Replies("(integer) 5");
        kv.Logged("LINSERT l BEFORE a x");
        kv.Run("LINSERT l after 5 y").Replies("(integer) 6");
        kv.Run("LRANGE l 0 -1").Replies("[x, a, b, a, 5, y]");
    }

    [Fact]
    public void LINSERT_splits_a_full_node()
    {
        using Kv kv = new();
        kv.Settings.ListMaxListpackSize = 2;
        kv.Run("RPUSH l a b c d");
        kv.Run("LINSERT l AFTER a x");
        kv.Run("LINSERT l BEFORE d y");
        kv.Run("LRANGE l 0 -1").Replies("[a, x, b, c, y, d]");
    }

    [Fact]
    public void LINSERT_without_a_match_changes_nothing()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run("LINSERT l BEFORE b x").Replies("(integer) -1");
        kv.LoggedNothing();
        kv.Run("LINSERT nokey BEFORE a x").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Fact]
    public void LINSERT_refuses_bad_words_and_other_types()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("LINSERT s BESIDE a x").Fails("ERR syntax error");
        kv.Run("LINSERT s BEFORE a x").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("LINSERT l AFTER a").Fails("ERR wrong number of arguments for 'linsert' command");
    }
}

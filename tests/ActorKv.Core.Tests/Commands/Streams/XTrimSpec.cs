namespace ActorKv.Core.Tests.Commands.Streams;

public sealed class XTrimSpec
{
    [Fact]
    public void XTRIM_MAXLEN_leaves_the_newest_entries()
    {
        using Kv kv = Filled(10);
        kv.Run("XTRIM s MAXLEN 4").Replies("(integer) 6");
        kv.Logged("XTRIM s MAXLEN = 4");
        kv.Run("XRANGE s - + COUNT 1").Replies("[[7-0, [f, v]]]");
        kv.Run("XTRIM s MAXLEN = 4").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("XTRIM s MAXLEN 0").Replies("(integer) 4");
        kv.Run("XLEN s").Replies("(integer) 0");
    }

    [Fact]
    public void XTRIM_MINID_leaves_entries_from_an_id_on()
    {
        using Kv kv = Filled(10);
        kv.Run("XTRIM s MINID 4-1").Replies("(integer) 4");
        kv.Logged("XTRIM s MINID = 4-1");
        kv.Run("XTRIM s MINID 3").Replies("(integer) 0");
        kv.Run("XTRIM s MINID = 99").Replies("(integer) 6");
    }

    // Nodes of three: 1 2 3 | 4 5 6 | 7 8 9 | 10
    [Theory]
    [InlineData("MAXLEN ~ 5", 3, "MINID = 4-0")]
    [InlineData("MAXLEN ~ 4", 6, "MINID = 7-0")]
    [InlineData("MAXLEN ~ 8", 0, "")]
    [InlineData("MAXLEN ~ 0", 10, "MAXLEN = 0")]
    [InlineData("MAXLEN ~ 0 LIMIT 5", 3, "MINID = 4-0")]
    [InlineData("MAXLEN ~ 0 LIMIT 2", 0, "")]
    [InlineData("MAXLEN ~ 0 LIMIT 0", 10, "MAXLEN = 0")]
    [InlineData("MINID ~ 6", 3, "MINID = 4-0")]
    [InlineData("MINID ~ 6-1", 6, "MINID = 7-0")]
    [InlineData("MINID ~ 99", 10, "MAXLEN = 0")]
    public void XTRIM_with_a_tilde_drops_whole_nodes(string how, long removed, string logged)
    {
        using Kv kv = Filled(10, perNode: 3);
        kv.Run($"XTRIM s {how}").Replies($"(integer) {removed}");
        kv.Logged(removed > 0 ? [$"XTRIM s {logged}"] : []);
        kv.Run("XLEN s").Replies($"(integer) {10 - removed}");
    }

    [Fact]
    public void XTRIM_with_a_tilde_looks_at_a_hundred_nodes_at_most()
    {
        using Kv kv = Filled(300, perNode: 2);
        kv.Run("XTRIM s MAXLEN ~ 10").Replies("(integer) 200");
        kv.Run("XTRIM s MAXLEN ~ 10").Replies("(integer) 90");
    }

    [Fact]
    public void XTRIM_counts_deleted_entries_of_a_node_as_gone()
    {
        using Kv kv = Filled(9, perNode: 3);
        kv.Run("XDEL s 2 3");
        kv.Run("XTRIM s MAXLEN ~ 6").Replies("(integer) 1");
        kv.Run("XTRIM s MAXLEN 5").Replies("(integer) 1");
        kv.Run("XRANGE s - + COUNT 1").Replies("[[5-0, [f, v]]]");
    }

    [Fact]
    public void XTRIM_to_an_id_behind_deleted_entries_may_leave_a_node_without_entries()
    {
        using Kv kv = Filled(3);
        kv.Run("XDEL s 3");
        kv.Run("XTRIM s MINID 3").Replies("(integer) 2");
        kv.Run("XLEN s").Replies("(integer) 0");
        kv.Run("XRANGE s - +").Replies("[]");
        kv.Run("XREVRANGE s + -").Replies("[]");
        kv.Run("XADD s 4 f v").Replies("4-0");
        kv.Run("XRANGE s - +").Replies("[[4-0, [f, v]]]");
        kv.Run("XTRIM s MAXLEN 1").Replies("(integer) 0");
    }

    [Theory]
    [InlineData("MAXLEN 1 x", "ERR syntax error")]
    [InlineData("LENGTH 1", "ERR syntax error")]
    [InlineData("LIMIT 5", "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy")]
    [InlineData("LIMIT 0", "ERR syntax error, XTRIM must be called with a trimming strategy")]
    [InlineData("MINID 5 LIMIT 3", "ERR syntax error, LIMIT cannot be used without the special ~ option")]
    [InlineData("MAXLEN 1 MINID 1", "ERR syntax error, MAXLEN and MINID options at the same time are not compatible")]
    [InlineData("MINID =", "ERR Invalid stream ID specified as stream command argument")]
    public void XTRIM_refuses_options_that_do_not_fit(string how, string error)
    {
        using Kv kv = Filled(1);
        kv.Run($"XTRIM s {how}").Fails(error);
        kv.LoggedNothing();
    }

    [Fact]
    public void XTRIM_of_a_missing_key_and_of_another_type()
    {
        using Kv kv = new();
        kv.Run("XTRIM s MAXLEN 1").Replies("(integer) 0");
        kv.Run("SET k v");
        kv.Run("XTRIM k MAXLEN 1").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("XTRIM k x").Fails("ERR wrong number of arguments for 'xtrim' command");
    }

    private static Kv Filled(int entries, int perNode = 100)
    {
        Kv kv = new();
        kv.Settings.StreamNodeMaxEntries = perNode;
        for (int i = 1; i <= entries; i++) kv.Run($"XADD s {i} f v");
        return kv;
    }
}

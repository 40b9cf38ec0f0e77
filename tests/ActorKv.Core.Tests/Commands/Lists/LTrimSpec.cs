namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class LTrimSpec
{
    [Fact]
    public void LTRIM_keeps_a_range()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b c d e");
        kv.Run("LTRIM l 1 -2").Replies("OK");
        kv.Logged("LTRIM l 1 -2");
        kv.Run("LRANGE l 0 -1").Replies("[b, c, d]");
    }

    [Fact]
    public void LTRIM_crosses_nodes()
    {
        using Kv kv = new();
        kv.Settings.ListMaxListpackSize = 2;
        kv.Run("RPUSH l a b c d e f g h i");
        kv.Run("LTRIM l 3 6").Replies("OK");
        kv.Run("LRANGE l 0 -1").Replies("[d, e, f, g]");
    }

    [Fact]
    public void LTRIM_to_nothing_removes_the_key()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b");
        kv.Run("LTRIM l 5 9").Replies("OK");
        kv.Logged("LTRIM l 5 9");
        kv.Run("LPUSHX l x").Replies("(integer) 0");
    }

    [Fact]
    public void LTRIM_that_removes_nothing_logs_nothing()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b");
        kv.Run("LTRIM l 0 -1").Replies("OK");
        kv.LoggedNothing();
        kv.Run("LTRIM nokey 0 1").Replies("OK");
        kv.LoggedNothing();
        kv.Run("LTRIM l -9223372036854775808 9223372036854775807").Replies("OK");
        kv.LoggedNothing();
    }

    [Fact]
    public void LTRIM_refuses_bad_indexes_and_other_types()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("LTRIM s x 0").Fails("ERR value is not an integer or out of range");
        kv.Run("LTRIM s 0 0").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("LTRIM l 0").Fails("ERR wrong number of arguments for 'ltrim' command");
    }
}

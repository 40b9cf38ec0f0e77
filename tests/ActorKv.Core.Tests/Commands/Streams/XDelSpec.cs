namespace ActorKv.Core.Tests.Commands.Streams;

public sealed class XDelSpec
{
    [Fact]
    public void XDEL_deletes_entries_and_counts_them()
    {
        using Kv kv = new();
        for (int i = 1; i <= 5; i++) kv.Run($"XADD s {i} f v{i}");
        kv.Run("XDEL s 2 4-0 9 2").Replies("(integer) 2");
        kv.Logged("XDEL s 2 4-0 9 2");
        kv.Run("XRANGE s - +").Replies("[[1-0, [f, v1]], [3-0, [f, v3]], [5-0, [f, v5]]]");
        kv.Run("XDEL s 2").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Fact]
    public void XDEL_of_the_last_entry_keeps_the_stream_and_its_last_id()
    {
        using Kv kv = new();
        kv.Run("XADD s 5 f v");
        kv.Run("XDEL s 5").Replies("(integer) 1");
        kv.Run("EXISTS s").Replies("(integer) 1");
        kv.Run("XRANGE s - +").Replies("[]");
        kv.Run("XADD s 5 f v").Fails("ERR The ID specified in XADD is equal or smaller than the target stream top item");
        kv.Run("XADD s 5-* f v").Replies("5-1");
    }

    [Fact]
    public void XDEL_of_a_missing_key_looks_at_no_id()
    {
        using Kv kv = new();
        kv.Run("XDEL s x").Replies("(integer) 0");
        kv.Run("XADD s 1 f v");
        kv.Run("XDEL s 1 x").Fails("ERR Invalid stream ID specified as stream command argument");
        kv.LoggedNothing();
        kv.Run("XLEN s").Replies("(integer) 1");
        kv.Run("SET k v");
        kv.Run("XDEL k x").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
}

namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class KeysSpec
{
    [Fact]
    public void KEYS_lists_what_matches_in_the_selected_database()
    {
        using Kv kv = new();
        kv.Run("MSET one 1 two 2 three 3");
        Assert.Equal("three two", Sorted(kv.Run("KEYS t*")));
        Assert.Equal("one three two", Sorted(kv.Run("KEYS *")));
        kv.Run("KEYS x").Replies("[]");
        kv.LoggedNothing();
        kv.Database = 1;
        kv.Run("KEYS *").Replies("[]");
    }

    [Fact]
    public void KEYS_leaves_expired_keys_out_and_alone()
    {
        using Kv kv = new();
        kv.Run("SET a 1 PX 10");
        kv.Run("SET b 1 PX 11");
        kv.Now += 11;
        kv.Run("KEYS *").Replies("[b]");
        kv.LoggedNothing();
        kv.Run("DBSIZE").Replies("(integer) 2");
    }

    [Fact]
    public void KEYS_finds_the_empty_name_by_a_lone_star_only()
    {
        using Kv kv = new();
        kv.Run("SET \"\" 1");
        kv.Run("KEYS *").RepliesOnWire("*1\r\n$0\r\n\r\n");
        kv.Run("KEYS **").RepliesOnWire("*0\r\n");
        kv.Run("KEYS \"\"").RepliesOnWire("*1\r\n$0\r\n\r\n");
    }

    private static string Sorted(KvReply reply) => string.Join(' ', reply.Text[1..^1].Split(", ").Order(StringComparer.Ordinal));
}

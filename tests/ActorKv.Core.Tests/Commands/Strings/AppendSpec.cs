namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class AppendSpec
{
    [Fact]
    public void APPEND_makes_a_missing_key()
    {
        using Kv kv = new();
        kv.Run("APPEND k abc").Replies("(integer) 3");
        kv.Logged("SET k abc");
        kv.Run("APPEND e \"\"").Replies("(integer) 0");
        kv.Run("GET e").Replies("");
    }

    [Fact]
    public void APPEND_appends_to_short_and_long_strings()
    {
        using Kv kv = new();
        kv.Run("SET k abc");
        kv.Run("APPEND k def").Replies("(integer) 6");
        kv.Logged("APPEND k def");
        kv.Run("GET k").Replies("abcdef");
        kv.Run("APPEND"u8.ToArray(), "k"u8.ToArray(), new byte[10_000]).Replies("(integer) 10006");
        kv.Run("APPEND k x").Replies("(integer) 10007");
    }

    [Fact]
    public void APPEND_keeps_the_expiry()
    {
        using Kv kv = new();
        kv.Run("SET k a PX 100");
        kv.Run("APPEND k b");
        kv.Now += 101;
        kv.Run("GET k").Replies("(nil)");
    }

    [Fact]
    public void APPEND_of_nothing_changes_a_string_only_once()
    {
        using Kv kv = new();
        kv.Run("SET k 12");
        kv.Run("APPEND k \"\"").Replies("(integer) 2");
        kv.Logged("APPEND k ");
        kv.Run("APPEND k \"\"").Replies("(integer) 2");
        kv.LoggedNothing();
    }

    [Fact]
    public void APPEND_refuses_to_exceed_proto_max_bulk_len()
    {
        using Kv kv = new();
        kv.Settings.MaxStringLength = 10;
        kv.Run("SET k 12345678");
        kv.Run("APPEND k 90").Replies("(integer) 10");
        kv.Run("APPEND k 1").Fails("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
        kv.LoggedNothing();
    }

    [Fact]
    public void APPEND_that_was_allowed_replays_under_a_lower_limit()
    {
        using Kv kv = new();
        kv.Run("SET k 12345678");
        kv.Run("APPEND k 90");
        kv.Settings.MaxStringLength = 5;
    }
}

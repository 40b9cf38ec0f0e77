namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class SetRangeSpec
{
    [Fact]
    public void SETRANGE_overwrites_a_part()
    {
        using Kv kv = new();
        kv.Run("SET k \"Hello World\" PX 100");
        kv.Run("SETRANGE k 6 Redis").Replies("(integer) 11");
        kv.Logged("SETRANGE k 6 Redis");
        kv.Run("GET k").Replies("Hello Redis");
        kv.Run("PTTL k").Replies("(integer) 100");
    }

    [Fact]
    public void SETRANGE_fills_the_gap_with_zero_bytes()
    {
        using Kv kv = new();
        kv.Run("SETRANGE k 3 x").Replies("(integer) 4");
        kv.Run("GET k").Replies("\0\0\0x");
        kv.Run("SETRANGE k 10000 y").Replies("(integer) 10001");
        kv.Run("GETRANGE k 4 9999").Replies(new string('\0', 9996));
    }

    [Fact]
    public void SETRANGE_of_nothing_changes_nothing()
    {
        using Kv kv = new();
        kv.Run("SETRANGE k 5 \"\"").Replies("(integer) 0");
        kv.Run("EXISTS k").Replies("(integer) 0");
        kv.Run("SET k abc");
        kv.Run("SETRANGE k 9223372036854775807 \"\"").Replies("(integer) 3");
        kv.LoggedNothing();
    }

    [Fact]
    public void SETRANGE_of_the_bytes_that_are_there_logs_nothing()
    {
        using Kv kv = new();
        kv.Run("SETRANGE k 0 abc");
        kv.Run("SETRANGE k 1 bc").Replies("(integer) 3");
        kv.LoggedNothing();
    }

    [Fact]
    public void SETRANGE_refuses_a_bad_offset()
    {
        using Kv kv = new();
        kv.Run("SETRANGE k -1 x").Fails("ERR offset is out of range");
        kv.Run("SETRANGE k x x").Fails("ERR value is not an integer or out of range");
        kv.Run("SETRANGE k -1 \"\"").Fails("ERR offset is out of range");
    }

    [Fact]
    public void SETRANGE_refuses_to_exceed_proto_max_bulk_len()
    {
        using Kv kv = new();
        kv.Run("SETRANGE k 536870912 x").Fails("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
        kv.Run("SETRANGE k 9223372036854775807 x").Fails("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
        kv.Settings.MaxStringLength = 10;
        kv.Run("SETRANGE k 8 ab").Replies("(integer) 10");
        kv.Run("SETRANGE k 9 ab").Fails("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
        kv.Run("STRLEN k").Replies("(integer) 10");
    }
}

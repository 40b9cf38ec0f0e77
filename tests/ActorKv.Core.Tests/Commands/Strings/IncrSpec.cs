namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class IncrSpec
{
    [Fact]
    public void INCR_counts_from_nothing()
    {
        using Kv kv = new();
        kv.Run("INCR k").RepliesOnWire(":1\r\n");
        kv.Logged("INCRBY k 1");
        kv.Run("INCR k").Replies("(integer) 2");
        kv.Run("GET k").Replies("2");
    }

    [Fact]
    public void INCR_goes_through_the_change_of_the_number_of_digits_and_of_the_sign()
    {
        using Kv kv = new();
        kv.Run("SET k 9");
        kv.Run("INCR k").Replies("(integer) 10");
        kv.Run("SET k -1");
        kv.Run("INCR k").Replies("(integer) 0");
        kv.Run("INCR k").Replies("(integer) 1");
    }

    [Fact]
    public void INCR_keeps_the_expiry()
    {
        using Kv kv = new();
        kv.Run("SET k 1 PX 100");
        kv.Run("INCR k").Replies("(integer) 2");
        kv.Logged("INCRBY k 1");
        kv.Now += 101;
        kv.Run("INCR k").Replies("(integer) 1");
        kv.Logged("DEL k", "INCRBY k 1");
    }

    [Fact]
    public void INCR_refuses_what_is_not_the_one_spelling_of_an_integer()
    {
        using Kv kv = new();
        foreach (string value in new[] { "abc", "1.5", "\" 1\"", "\"1 \"", "01", "+1", "-0", "\"\"", "9223372036854775808", "-9223372036854775809", "100000000000000000000" })
        {
            kv.Run("SET k " + value);
            kv.Run("INCR k").Fails("ERR value is not an integer or out of range");
            kv.LoggedNothing();
        }
    }

    [Fact]
    public void INCR_refuses_to_overflow()
    {
        using Kv kv = new();
        kv.Run("SET k 9223372036854775807");
        kv.Run("INCR k").Fails("ERR increment or decrement would overflow");
        kv.Run("GET k").Replies("9223372036854775807");
    }
}

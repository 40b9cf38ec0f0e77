namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class IncrBySpec
{
    [Fact]
    public void INCRBY_adds()
    {
        using Kv kv = new();
        kv.Run("INCRBY k 40").Replies("(integer) 40");
        kv.Logged("INCRBY k 40");
        kv.Run("INCRBY k -50").Replies("(integer) -10");
        kv.Logged("INCRBY k -50");
    }

    [Fact]
    public void INCRBY_of_zero_makes_a_missing_key()
    {
        using Kv kv = new();
        kv.Run("INCRBY k 0").Replies("(integer) 0");
        kv.Logged("INCRBY k 0");
        kv.Run("INCRBY k 0").Replies("(integer) 0");
    }

    [Fact]
    public void INCRBY_reaches_both_ends_of_the_range_and_not_beyond()
    {
        using Kv kv = new();
        kv.Run("INCRBY k 9223372036854775807").Replies("(integer) 9223372036854775807");
        kv.Run("INCRBY k 1").Fails("ERR increment or decrement would overflow");
        kv.Run("SET k -1");
        kv.Run("INCRBY k -9223372036854775807").Replies("(integer) -9223372036854775808");
        kv.Run("INCRBY k -1").Fails("ERR increment or decrement would overflow");
        kv.Run("INCRBY k -9223372036854775808").Fails("ERR increment or decrement would overflow");
    }

    [Fact]
    public void INCRBY_refuses_an_increment_that_is_no_integer()
    {
        using Kv kv = new();
        kv.Run("INCRBY k abc").Fails("ERR value is not an integer or out of range");
        kv.Run("INCRBY k 9223372036854775808").Fails("ERR value is not an integer or out of range");
        kv.Run("INCRBY k 1.0").Fails("ERR value is not an integer or out of range");
        kv.LoggedNothing();
    }
}

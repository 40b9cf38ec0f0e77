namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class DecrBySpec
{
    [Fact]
    public void DECRBY_subtracts()
    {
        using Kv kv = new();
        kv.Run("DECRBY k 5").Replies("(integer) -5");
        kv.Logged("INCRBY k -5");
        kv.Run("DECRBY k -15").Replies("(integer) 10");
        kv.Logged("INCRBY k 15");
    }

    [Fact]
    public void DECRBY_refuses_the_number_that_has_no_negative()
    {
        using Kv kv = new();
        kv.Run("DECRBY k -9223372036854775808").Fails("ERR decrement would overflow");
        kv.Run("DECRBY k 9223372036854775807").Replies("(integer) -9223372036854775807");
        kv.Run("DECRBY k 2").Fails("ERR increment or decrement would overflow");
    }

    [Fact]
    public void DECRBY_refuses_a_decrement_that_is_no_integer()
    {
        using Kv kv = new();
        kv.Run("DECRBY k x").Fails("ERR value is not an integer or out of range");
    }
}

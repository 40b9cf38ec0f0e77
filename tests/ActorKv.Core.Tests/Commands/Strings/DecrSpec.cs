namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class DecrSpec
{
    [Fact]
    public void DECR_counts_down_from_nothing()
    {
        using Kv kv = new();
        kv.Run("DECR k").Replies("(integer) -1");
        kv.Logged("INCRBY k -1");
    }

    [Fact]
    public void DECR_goes_through_the_change_of_the_number_of_digits()
    {
        using Kv kv = new();
        kv.Run("SET k 1000");
        kv.Run("DECR k").Replies("(integer) 999");
        kv.Run("GET k").Replies("999");
    }

    [Fact]
    public void DECR_refuses_to_overflow()
    {
        using Kv kv = new();
        kv.Run("SET k -9223372036854775808");
        kv.Run("DECR k").Fails("ERR increment or decrement would overflow");
    }
}

namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class PSetExSpec
{
    [Fact]
    public void PSETEX_sets_a_string_that_expires()
    {
        using Kv kv = new();
        kv.Run("PSETEX k 10 v").Replies("OK");
        kv.Logged("SET k v PXAT 1000010");
        kv.Now += 10;
        kv.Run("GET k").Replies("v");
        kv.Now += 1;
        kv.Run("GET k").Replies("(nil)");
    }

    [Fact]
    public void PSETEX_refuses_an_amount_of_time_that_is_none()
    {
        using Kv kv = new();
        kv.Run("PSETEX k abc v").Fails("ERR value is not an integer or out of range");
        kv.Run("PSETEX k 0 v").Fails("ERR invalid expire time in 'psetex' command");
        kv.Run("PSETEX k -1 v").Fails("ERR invalid expire time in 'psetex' command");
        kv.Run("PSETEX k 9223372036854775807 v").Fails("ERR invalid expire time in 'psetex' command");
    }
}

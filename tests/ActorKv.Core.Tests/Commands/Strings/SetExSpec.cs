namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class SetExSpec
{
    [Fact]
    public void SETEX_sets_a_string_that_expires()
    {
        using Kv kv = new();
        kv.Run("SETEX k 10 v").Replies("OK");
        kv.Logged("SET k v PXAT 1010000");
        kv.Now += 10000;
        kv.Run("GET k").Replies("v");
        kv.Now += 1;
        kv.Run("GET k").Replies("(nil)");
    }

    [Fact]
    public void SETEX_refuses_an_amount_of_time_that_is_none()
    {
        using Kv kv = new();
        kv.Run("SETEX k abc v").Fails("ERR value is not an integer or out of range");
        kv.Run("SETEX k 0 v").Fails("ERR invalid expire time in 'setex' command");
        kv.Run("SETEX k -1 v").Fails("ERR invalid expire time in 'setex' command");
        kv.Run("SETEX k 9223372036854775807 v").Fails("ERR invalid expire time in 'setex' command");
    }
}

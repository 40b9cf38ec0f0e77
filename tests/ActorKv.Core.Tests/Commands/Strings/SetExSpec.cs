namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class SetExSpec
{
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

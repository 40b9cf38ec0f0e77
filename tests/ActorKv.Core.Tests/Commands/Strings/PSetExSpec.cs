namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class PSetExSpec
{
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

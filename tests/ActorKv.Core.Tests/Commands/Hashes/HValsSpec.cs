namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HValsSpec
{
    [Fact]
    public void HVALS_returns_the_values()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b two");
        kv.Run("HVALS h").Replies("[1, two]");
        kv.Run("HVALS nokey").RepliesOnWire("*0\r\n");
        kv.Resp = 3;
        kv.Run("HVALS h").Replies("[1, two]");
    }

    [Fact]
    public void HVALS_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HVALS s").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HVALS").Fails("ERR wrong number of arguments for 'hvals' command");
        kv.Run("HVALS h a").Fails("ERR wrong number of arguments for 'hvals' command");
    }
}

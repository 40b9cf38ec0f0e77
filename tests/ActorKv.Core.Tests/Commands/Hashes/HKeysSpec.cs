namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HKeysSpec
{
    [Fact]
    public void HKEYS_returns_the_fields()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 2 two");
        kv.Run("HKEYS h").Replies("[a, 2]");
        kv.Run("HKEYS nokey").RepliesOnWire("*0\r\n");
        kv.Resp = 3;
        kv.Run("HKEYS h").Replies("[a, 2]");
    }

    [Fact]
    public void HKEYS_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HKEYS s").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HKEYS").Fails("ERR wrong number of arguments for 'hkeys' command");
        kv.Run("HKEYS h a").Fails("ERR wrong number of arguments for 'hkeys' command");
    }
}

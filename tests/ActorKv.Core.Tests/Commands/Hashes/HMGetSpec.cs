namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HMGetSpec
{
    [Fact]
    public void HMGET_returns_a_value_or_nil_for_each_field()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b two");
        kv.Run("HMGET h b x a b").Replies("[two, (nil), 1, two]");
        kv.Run("HMGET nokey a b").RepliesOnWire("*2\r\n$-1\r\n$-1\r\n");
        kv.LoggedNothing();
    }

    [Fact]
    public void HMGET_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HMGET s f").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HMGET h").Fails("ERR wrong number of arguments for 'hmget' command");
    }
}

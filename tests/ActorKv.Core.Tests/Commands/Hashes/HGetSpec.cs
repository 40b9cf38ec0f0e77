namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HGetSpec
{
    [Fact]
    public void HGET_returns_the_value_of_a_field()
    {
        using Kv kv = new();
        kv.Run("HSET h f1 hello f2 -12345 f3 \"\"");
        kv.Run("HGET h f1").Replies("hello");
        kv.Run("HGET h f2").Replies("-12345");
        kv.Run("HGET h f3").RepliesOnWire("$0\r\n\r\n");
    }

    [Fact]
    public void HGET_of_a_missing_field_or_key_is_nil()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1");
        kv.Run("HGET h b").RepliesOnWire("$-1\r\n");
        kv.Run("HGET nokey a").RepliesOnWire("$-1\r\n");
        kv.Resp = 3;
        kv.Run("HGET h b").RepliesOnWire("_\r\n");
    }

    [Fact]
    public void HGET_finds_fields_that_are_numbers_and_binary_ones()
    {
        using Kv kv = new();
        kv.Run("HSET h 1 one 01 two -0 three 9223372036854775807 four \"\\x00\\xff\" five");
        kv.Run("HMGET h 1 01 -0 9223372036854775807 \"\\x00\\xff\" 2").Replies("[one, two, three, four, five, (nil)]");
    }

    [Fact]
    public void HGET_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HGET s f").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HGET h").Fails("ERR wrong number of arguments for 'hget' command");
        kv.Run("HGET h a b").Fails("ERR wrong number of arguments for 'hget' command");
    }
}

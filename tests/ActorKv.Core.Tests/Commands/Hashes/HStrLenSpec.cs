namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HStrLenSpec
{
    [Fact]
    public void HSTRLEN_is_the_length_of_the_value()
    {
        using Kv kv = new();
        kv.Run("HSET h a hello n -100 e \"\"");
        kv.Run("HSTRLEN h a").Replies("(integer) 5");
        kv.Run("HSTRLEN h n").Replies("(integer) 4");
        kv.Run("HSTRLEN h e").Replies("(integer) 0");
        kv.Run("HSTRLEN h x").Replies("(integer) 0");
        kv.Run("HSTRLEN nokey x").Replies("(integer) 0");
    }

    [Fact]
    public void HSTRLEN_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSTRLEN s f").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HSTRLEN h").Fails("ERR wrong number of arguments for 'hstrlen' command");
        kv.Run("HSTRLEN h a b").Fails("ERR wrong number of arguments for 'hstrlen' command");
    }
}

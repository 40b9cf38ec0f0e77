namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HIncrBySpec
{
    [Fact]
    public void HINCRBY_adds_to_a_field()
    {
        using Kv kv = new();
        kv.Run("HINCRBY h n 5").Replies("(integer) 5");
        kv.Logged("HINCRBY h n 5");
        kv.Run("HINCRBY h n -7").Replies("(integer) -2");
        kv.Run("HGET h n").Replies("-2");
    }

    [Fact]
    public void HINCRBY_refuses_what_is_no_integer()
    {
        using Kv kv = new();
        kv.Run("HSET h t text f 1.5 s \" 1\" e \"\"");
        kv.Run("HINCRBY h t 1").Fails("ERR hash value is not an integer");
        kv.LoggedNothing();
        kv.Run("HINCRBY h f 1").Fails("ERR hash value is not an integer");
        kv.LoggedNothing();
        kv.Run("HINCRBY h s 1").Fails("ERR hash value is not an integer");
        kv.LoggedNothing();
        kv.Run("HINCRBY h e 1").Fails("ERR hash value is not an integer");
        kv.LoggedNothing();
        kv.Run("HINCRBY h n x").Fails("ERR value is not an integer or out of range");
        kv.Run("HINCRBY h n 1.5").Fails("ERR value is not an integer or out of range");
        kv.Run("HINCRBY h n 9223372036854775808").Fails("ERR value is not an integer or out of range");
    }

    [Fact]
    public void HINCRBY_refuses_to_overflow()
    {
        using Kv kv = new();
        kv.Run("HSET h max 9223372036854775807 min -9223372036854775808");
        kv.Run("HINCRBY h max 1").Fails("ERR increment or decrement would overflow");
        kv.Run("HINCRBY h min -1").Fails("ERR increment or decrement would overflow");
        kv.LoggedNothing();
        kv.Run("HINCRBY h max -9223372036854775808").Replies("(integer) -1");
    }

    [Fact]
    public void HINCRBY_reads_its_increment_before_the_key()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HINCRBY s f x").Fails("ERR value is not an integer or out of range");
    }

    [Fact]
    public void HINCRBY_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HINCRBY s f 1").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HINCRBY h a").Fails("ERR wrong number of arguments for 'hincrby' command");
        kv.Run("HINCRBY h a 1 2").Fails("ERR wrong number of arguments for 'hincrby' command");
    }
}

namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HLenSpec
{
    [Fact]
    public void HLEN_counts_the_fields()
    {
        using Kv kv = new();
        kv.Run("HLEN nokey").Replies("(integer) 0");
        kv.Run("HSET h a 1 b 2");
        kv.Run("HLEN h").Replies("(integer) 2");
        kv.Run("HDEL h a");
        kv.Run("HLEN h").Replies("(integer) 1");
    }

    [Fact]
    public void HLEN_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HLEN s").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HLEN").Fails("ERR wrong number of arguments for 'hlen' command");
        kv.Run("HLEN h a").Fails("ERR wrong number of arguments for 'hlen' command");
    }
}

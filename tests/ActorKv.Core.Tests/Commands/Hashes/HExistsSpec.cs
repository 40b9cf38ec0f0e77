namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HExistsSpec
{
    [Fact]
    public void HEXISTS_tells_whether_the_field_is_there()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1");
        kv.Run("HEXISTS h a").Replies("(integer) 1");
        kv.Run("HEXISTS h b").Replies("(integer) 0");
        kv.Run("HEXISTS nokey a").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Fact]
    public void HEXISTS_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HEXISTS s f").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HEXISTS h").Fails("ERR wrong number of arguments for 'hexists' command");
        kv.Run("HEXISTS h a b").Fails("ERR wrong number of arguments for 'hexists' command");
    }
}

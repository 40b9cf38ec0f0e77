namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HMSetSpec
{
    [Fact]
    public void HMSET_sets_fields_and_answers_OK()
    {
        using Kv kv = new();
        kv.Run("HMSET h a 1 b 2").Replies("OK");
        kv.Logged("HMSET h a 1 b 2");
        kv.Run("HMSET h b 3").Replies("OK");
        kv.Run("HGETALL h").Replies("[a, 1, b, 3]");
    }

    [Fact]
    public void HMSET_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HMSET s f v").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HMSET h a").Fails("ERR wrong number of arguments for 'hmset' command");
        kv.Run("HMSET h a 1 b").Fails("ERR wrong number of arguments for 'hmset' command");
    }
}

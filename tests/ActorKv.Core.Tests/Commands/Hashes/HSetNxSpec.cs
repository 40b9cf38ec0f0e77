namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HSetNxSpec
{
    [Fact]
    public void HSETNX_sets_only_a_field_that_is_missing()
    {
        using Kv kv = new();
        kv.Run("HSETNX h a 1").Replies("(integer) 1");
        kv.Logged("HSETNX h a 1");
        kv.Run("HSETNX h a 2").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("HSETNX h b 2").Replies("(integer) 1");
        kv.Run("HGETALL h").Replies("[a, 1, b, 2]");
    }

    [Fact]
    public void HSETNX_that_sets_nothing_leaves_the_encoding()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1");
        kv.Run("HSETNX h a " + new string('x', 65)).Replies("(integer) 0");
        kv.Run("OBJECT ENCODING h").Replies("listpack");
    }

    [Fact]
    public void HSETNX_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSETNX s f v").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HSETNX h a").Fails("ERR wrong number of arguments for 'hsetnx' command");
        kv.Run("HSETNX h a 1 b").Fails("ERR wrong number of arguments for 'hsetnx' command");
    }
}

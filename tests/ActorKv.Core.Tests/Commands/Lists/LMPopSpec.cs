namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class LMPopSpec
{
    [Fact]
    public void LMPOP_takes_from_the_first_list_there_is()
    {
        using Kv kv = new();
        kv.Run("RPUSH b 1 2 3");
        kv.Run("LMPOP 2 a b LEFT").Replies("[b, [1]]");
        kv.Logged("LPOP b");
        kv.Run("LMPOP 2 a b RIGHT COUNT 5").Replies("[b, [3, 2]]");
        kv.Logged("RPOP b 2");
        kv.Run("LMPOP 2 a b LEFT").RepliesOnWire("*-1\r\n");
        kv.LoggedNothing();
        kv.Resp = 3;
        kv.Run("LMPOP 1 a LEFT").RepliesOnWire("_\r\n");
    }

    [Fact]
    public void LMPOP_stops_at_a_key_of_another_type()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("RPUSH l a");
        kv.Run("LMPOP 2 s l LEFT").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("LMPOP 2 l s LEFT").Replies("[l, [a]]");
    }

    [Fact]
    public void LMPOP_refuses_bad_arguments()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run("LMPOP 0 l LEFT").Fails("ERR numkeys should be greater than 0");
        kv.LoggedNothing();
        kv.Run("LMPOP x l LEFT").Fails("ERR numkeys should be greater than 0");
        kv.LoggedNothing();
        kv.Run("LMPOP -1 l LEFT").Fails("ERR numkeys should be greater than 0");
        kv.LoggedNothing();
        kv.Run("LMPOP 99999999999999999999 l LEFT").Fails("ERR numkeys should be greater than 0");
        kv.LoggedNothing();
        kv.Run("LMPOP 99999999999 l LEFT").Fails("ERR syntax error");
        kv.LoggedNothing();
        kv.Run("LMPOP 2 l LEFT").Fails("ERR syntax error");
        kv.LoggedNothing();
        kv.Run("LMPOP 1 l UP").Fails("ERR syntax error");
        kv.LoggedNothing();
        kv.Run("LMPOP 1 l LEFT COUNT").Fails("ERR syntax error");
        kv.LoggedNothing();
        kv.Run("LMPOP 1 l LEFT COUNT 1 COUNT 1").Fails("ERR syntax error");
        kv.LoggedNothing();
        kv.Run("LMPOP 1 l LEFT FOO 1").Fails("ERR syntax error");
        kv.LoggedNothing();
        kv.Run("LMPOP 1 l LEFT COUNT 0").Fails("ERR count should be greater than 0");
        kv.LoggedNothing();
        kv.Run("LMPOP 1 l LEFT COUNT x").Fails("ERR count should be greater than 0");
        kv.LoggedNothing();
        kv.Run("LMPOP 1 l").Fails("ERR wrong number of arguments for 'lmpop' command");
        kv.LoggedNothing();
    }
}

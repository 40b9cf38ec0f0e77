namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class RPopSpec
{
    [Fact]
    public void RPOP_takes_one_element()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b c d");
        kv.Run("RPOP l").Replies("d");
        kv.Logged("RPOP l");
        kv.Run("LLEN l").Replies("(integer) 3");
    }

    [Fact]
    public void RPOP_with_a_count_takes_so_many()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b c d");
        kv.Run("RPOP l 1").Replies("[d]");
        kv.Logged("RPOP l");
        kv.Run("RPOP l 2").Replies("[c, b]");
        kv.Logged("RPOP l 2");
    }

    [Fact]
    public void RPOP_of_the_last_element_removes_the_key()
    {
        using Kv kv = new();
        kv.Run("RPUSH l 1");
        kv.Run("RPOP l").Replies("1");
        kv.Run("LPUSHX l x").Replies("(integer) 0");
        kv.Run("RPUSH l 1 2");
        kv.Run("RPOP l 99").Replies("[2, 1]");
        kv.Logged("RPOP l 2");
        kv.Run("LPUSHX l x").Replies("(integer) 0");
    }

    [Fact]
    public void RPOP_with_a_count_of_0_takes_nothing()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run("RPOP l 0").RepliesOnWire("*0\r\n");
        kv.LoggedNothing();
        kv.Run("RPOP nokey 0").RepliesOnWire("*-1\r\n");
        kv.Run("SET s x");
        kv.Run("RPOP s 0").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
    }

    [Fact]
    public void RPOP_of_a_missing_key_is_nil_and_with_a_count_a_null_array()
    {
        using Kv kv = new();
        kv.Run("RPOP nokey").RepliesOnWire("$-1\r\n");
        kv.LoggedNothing();
        kv.Run("RPOP nokey 2").RepliesOnWire("*-1\r\n");
        kv.LoggedNothing();
        kv.Resp = 3;
        kv.Run("RPOP nokey").RepliesOnWire("_\r\n");
        kv.Run("RPOP nokey 2").RepliesOnWire("_\r\n");
    }

    [Fact]
    public void RPOP_refuses_bad_counts_before_it_looks_at_the_key()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("RPOP s -1").Fails("ERR value is out of range, must be positive");
        kv.LoggedNothing();
        kv.Run("RPOP s x").Fails("ERR value is out of range, must be positive");
        kv.LoggedNothing();
        kv.Run("RPOP s 99999999999999999999").Fails("ERR value is out of range, must be positive");
        kv.LoggedNothing();
    }

    [Fact]
    public void RPOP_refuses_other_types_and_too_many_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("RPOP s").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("RPOP l 1 2").Fails("ERR wrong number of arguments for 'rpop' command");
        kv.Run("RPOP").Fails("ERR wrong number of arguments for 'rpop' command");
    }
}

namespace ActorKv.Core.Tests.Commands.Strings;

// Which of two errors wins when the key holds a list and an argument is bad too, is part of what clients see.
public sealed class WrongTypeSpec
{
    private const string WrongType = "WRONGTYPE Operation against a key holding the wrong kind of value";
    private const string NotAnInteger = "ERR value is not an integer or out of range";

    [Theory]
    [InlineData("GET l", WrongType)]
    [InlineData("GETDEL l", WrongType)]
    [InlineData("GETEX l", WrongType)]
    [InlineData("GETEX l EX abc", WrongType)]
    [InlineData("GETEX l EX", "ERR syntax error")]
    [InlineData("GETSET l v", WrongType)]
    [InlineData("SET l v GET", WrongType)]
    [InlineData("SET l v NX GET", WrongType)]
    [InlineData("SET l v GET EX 0", "ERR invalid expire time in 'set' command")]
    [InlineData("APPEND l v", WrongType)]
    [InlineData("STRLEN l", WrongType)]
    [InlineData("INCR l", WrongType)]
    [InlineData("DECR l", WrongType)]
    [InlineData("INCRBY l 1", WrongType)]
    [InlineData("INCRBY l x", NotAnInteger)]
    [InlineData("DECRBY l 1", WrongType)]
    [InlineData("INCRBYFLOAT l x", WrongType)]
    [InlineData("GETRANGE l 0 1", WrongType)]
    [InlineData("GETRANGE l a 1", NotAnInteger)]
    [InlineData("SUBSTR l 0 1", WrongType)]
    [InlineData("SETRANGE l 0 x", WrongType)]
    [InlineData("SETRANGE l 0 \"\"", WrongType)]
    [InlineData("SETRANGE l 9223372036854775807 x", WrongType)]
    [InlineData("SETRANGE l -1 x", "ERR offset is out of range")]
    [InlineData("LCS l s", "ERR The specified keys must contain string values")]
    [InlineData("LCS s l FOO", "ERR The specified keys must contain string values")]
    public void A_list_is_refused_and_stays(string command, string error)
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
        kv.Run("LRANGE l 0 -1").Replies("[a]");
    }

    [Fact]
    public void MGET_shows_a_list_as_nil()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run("SET s v");
        kv.Run("MGET l s").Replies("[(nil), v]");
    }

    [Theory]
    [InlineData("SET l v")]
    [InlineData("SETEX l 10 v")]
    [InlineData("MSET l v")]
    public void What_sets_a_string_replaces_a_list(string command)
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run(command).Replies("OK");
        kv.Run("GET l").Replies("v");
        kv.Run("TYPE l").Replies("string");
    }

    [Fact]
    public void SETNX_and_MSETNX_do_not_replace_a_list()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run("SETNX l v").Replies("(integer) 0");
        kv.Run("MSETNX l v k v").Replies("(integer) 0");
        kv.LoggedNothing();
    }
}

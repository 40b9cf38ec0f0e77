namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class DelExSpec
{
    private const string NoString = "ERR Key should be of string type if conditions are specified";
    private const string WrongArity = "ERR wrong number of arguments for 'delex' command";

    [Theory]
    [InlineData("DELEX k", true)]
    [InlineData("DELEX k IFEQ hello", true)]
    [InlineData("DELEX k ifeq Hello", false)]
    [InlineData("DELEX k IFNE hello", false)]
    [InlineData("DELEX k IFNE other", true)]
    [InlineData("DELEX k IFDEQ 9555e8555c62dcfd", true)]
    [InlineData("DELEX k IFDEQ 9555E8555C62DCFD", true)]
    [InlineData("DELEX k IFDEQ 0000000000000000", false)]
    [InlineData("DELEX k IFDEQ zzzzzzzzzzzzzzzz", false)]
    [InlineData("DELEX k IFDNE 9555e8555c62dcfd", false)]
    [InlineData("DELEX k IFDNE 0000000000000000", true)]
    public void DELEX_deletes_when_the_condition_holds(string command, bool deletes)
    {
        using Kv kv = new();
        kv.Run("SET k hello");
        kv.Run(command).Replies(deletes ? "(integer) 1" : "(integer) 0");
        kv.Logged(deletes ? ["DEL k"] : []);
        kv.Run("EXISTS k").Replies(deletes ? "(integer) 0" : "(integer) 1");
    }

    [Theory]
    [InlineData("DELEX k")]
    [InlineData("DELEX k IFNE x")]
    [InlineData("DELEX k IFDNE x")]
    [InlineData("DELEX k NOSUCH x")]
    public void DELEX_of_a_missing_key_is_0_whatever_the_condition(string command)
    {
        using Kv kv = new();
        kv.Run(command).Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("DELEX k NOSUCH x", "ERR Invalid condition. Use IFEQ, IFNE, IFDEQ, or IFDNE")]
    [InlineData("DELEX k IFDEQ 9555e8555c62dcf", "ERR must be exactly 16 hexadecimal characters")]
    [InlineData("DELEX k IFDNE 9555e8555c62dcfd0", "ERR must be exactly 16 hexadecimal characters")]
    [InlineData("DELEX k IFEQ", WrongArity)]
    [InlineData("DELEX k IFEQ hello there", WrongArity)]
    [InlineData("DELEX missing IFEQ", WrongArity)]
    [InlineData("DELEX list IFEQ a", NoString)]
    [InlineData("DELEX list NOSUCH a", NoString)]
    public void DELEX_refuses_what_is_no_condition(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET k hello");
        kv.Run("RPUSH list a");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }

    [Fact]
    public void DELEX_without_a_condition_deletes_any_type()
    {
        using Kv kv = new();
        kv.Run("RPUSH list a");
        kv.Run("DELEX list").Replies("(integer) 1");
        kv.Run("EXISTS list").Replies("(integer) 0");
    }
}

namespace ActorKv.Core.Tests.Commands.Sets;

public sealed class SIsMemberSpec
{
    [Theory]
    [InlineData("SADD s 1 2 3")]
    [InlineData("SADD s 1 2 a")]
    public void SISMEMBER_and_SMISMEMBER_say_1_and_0(string add)
    {
        using Kv kv = new();
        kv.Run(add);
        kv.Run("SISMEMBER s 1").Replies("(integer) 1");
        kv.Run("SISMEMBER s 01").Replies("(integer) 0");
        kv.Run("SMISMEMBER s 2 x 1 1").Replies("[(integer) 1, (integer) 0, (integer) 1, (integer) 1]");
        kv.LoggedNothing();
    }

    [Fact]
    public void SISMEMBER_SMISMEMBER_and_SCARD_of_a_missing_key_say_0()
    {
        using Kv kv = new();
        kv.Run("SISMEMBER missing a").Replies("(integer) 0");
        kv.Run("SMISMEMBER missing a b").Replies("[(integer) 0, (integer) 0]");
        kv.Run("SCARD missing").Replies("(integer) 0");
    }

    [Theory]
    [InlineData("SISMEMBER s a")]
    [InlineData("SMISMEMBER s a b")]
    [InlineData("SCARD s")]
    [InlineData("SMEMBERS s")]
    public void Reading_refuses_other_types(string command)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run(command).Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
}

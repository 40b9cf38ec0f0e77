namespace ActorKv.Core.Tests.Commands.Sets;

public sealed class SRandMemberSpec
{
    [Fact]
    public void SRANDMEMBER_returns_a_member_and_leaves_it_there()
    {
        using Kv kv = new();
        kv.Run("SADD s a");
        kv.Run("SRANDMEMBER s").Replies("a");
        kv.LoggedNothing();
        kv.Run("SRANDMEMBER missing").Replies("(nil)");
        kv.Run("SCARD s").Replies("(integer) 1");
    }

    [Theory]
    [InlineData(10, "", 4)]
    [InlineData(10, "m", 9)]
    [InlineData(1000, "m", 7)]
    [InlineData(1000, "m", 900)]
    public void SRANDMEMBER_with_a_count_returns_different_members(int count, string prefix, int wanted)
    {
        using Kv kv = new();
        for (int i = 0; i < count; i++) kv.Run($"SADD s {prefix}{i}");
        Assert.Equal(wanted, kv.Run($"SRANDMEMBER s {wanted}").Text.Split(", ").Distinct().Count());
        Assert.Equal(count, kv.Run($"SRANDMEMBER s {count + 5}").Text.Split(", ").Distinct().Count());
    }

    [Theory]
    [InlineData("1 2 3")]
    [InlineData("1 2 a")]
    [InlineData("a b xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void SRANDMEMBER_with_a_negative_count_returns_that_many_with_repetitions(string members)
    {
        using Kv kv = new();
        kv.Run($"SADD s {members}");
        string[] drawn = kv.Run("SRANDMEMBER s -300").Text.Trim('[', ']').Split(", ");
        Assert.Equal(300, drawn.Length);
        Assert.Equal(members.Split(' ').Order(), drawn.Distinct().Order());
    }

    [Fact]
    public void SRANDMEMBER_with_a_count_replies_an_array_also_in_RESP3()
    {
        using Kv kv = new() { Resp = 3 };
        kv.Run("SADD s 1 2");
        kv.Run("SRANDMEMBER s 2").Replies("[1, 2]");
        kv.Run("SRANDMEMBER s 0").RepliesOnWire("*0\r\n");
        kv.Run("SRANDMEMBER missing -5").RepliesOnWire("*0\r\n");
        kv.Run("SRANDMEMBER missing").RepliesOnWire("_\r\n");
    }

    [Theory]
    [InlineData("SRANDMEMBER s a", "ERR value is not an integer or out of range")]
    [InlineData("SRANDMEMBER s -9223372036854775808", "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807")]
    [InlineData("SRANDMEMBER s -9223372036854775807", "ERR value is out of range")]
    [InlineData("SRANDMEMBER s 1 2", "ERR syntax error")]
    [InlineData("SRANDMEMBER string", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("SRANDMEMBER string 0", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void SRANDMEMBER_refuses_wrong_use(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET string x");
        kv.Run("SADD s 1");
        kv.Run(command).Fails(error);
    }
}

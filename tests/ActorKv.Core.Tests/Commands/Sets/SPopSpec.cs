namespace ActorKv.Core.Tests.Commands.Sets;

public sealed class SPopSpec
{
    [Theory]
    [InlineData(5, "")]
    [InlineData(5, "m")]
    [InlineData(1000, "m")]
    public void SPOP_takes_one_member_and_logs_which(int count, string prefix)
    {
        using Kv kv = new();
        for (int i = 0; i < count; i++) kv.Run($"SADD s {prefix}{i}");
        for (int left = count; left > Math.Max(1, count - 100); left--)
        {
            string taken = kv.Run("SPOP s").Text;
            kv.Logged($"SREM s {taken}");
            kv.Run($"SISMEMBER s {taken}").Replies("(integer) 0");
            kv.Run("SCARD s").Replies($"(integer) {left - 1}");
        }
    }

    [Fact]
    public void SPOP_of_the_last_member_logs_DEL()
    {
        using Kv kv = new();
        kv.Run("SADD s a");
        kv.Run("SPOP s").Replies("a");
        kv.Logged("DEL s");
        kv.Run("SPOP s").Replies("(nil)");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData(10, "", 3)]
    [InlineData(10, "m", 9)]
    [InlineData(1000, "m", 5)]
    [InlineData(1000, "m", 990)]
    public void SPOP_with_a_count_takes_that_many_different_members(int count, string prefix, int taken)
    {
        using Kv kv = new();
        for (int i = 0; i < count; i++) kv.Run($"SADD s {prefix}{i}");
        string[] members = kv.Run($"SPOP s {taken}").Text.Trim('[', ']').Split(", ");
        kv.Logged($"SREM s {string.Join(' ', members)}");
        Assert.Equal(taken, members.Distinct().Count());
        foreach (string member in members) kv.Run($"SISMEMBER s {member}").Replies("(integer) 0");
        kv.Run("SCARD s").Replies($"(integer) {count - taken}");
    }

    [Fact]
    public void SPOP_with_a_count_of_all_or_more_logs_DEL()
    {
        using Kv kv = new();
        kv.Run("SADD s 1 2 3");
        kv.Run("SPOP s 3").Replies("[1, 2, 3]");
        kv.Logged("DEL s");
        kv.Run("SADD s 1 2 3");
        kv.Run("SPOP s 9223372036854775807").Replies("[1, 2, 3]");
        kv.Run("EXISTS s").Replies("(integer) 0");
    }

    [Fact]
    public void SPOP_with_a_count_replies_a_set()
    {
        using Kv kv = new() { Resp = 3 };
        kv.Run("SADD s 1 2");
        kv.Run("SPOP s 0").RepliesOnWire("~0\r\n");
        kv.Run("SPOP missing 3").RepliesOnWire("~0\r\n");
        kv.Run("SPOP missing").RepliesOnWire("_\r\n");
        kv.Run("SPOP s 2").Replies("~[1, 2]");
    }

    [Theory]
    [InlineData("SPOP s -1", "ERR value is out of range, must be positive")]
    [InlineData("SPOP s a", "ERR value is out of range, must be positive")]
    [InlineData("SPOP s 1 2", "ERR syntax error")]
    [InlineData("SPOP string", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("SPOP string 0", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void SPOP_refuses_wrong_use(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET string x");
        kv.Run("SADD s 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}

namespace ActorKv.Core.Tests.Commands.Sets;

public sealed class SMembersSpec
{
    [Fact]
    public void SMEMBERS_is_a_set_in_RESP3_and_an_array_in_RESP2()
    {
        using Kv kv = new();
        kv.Run("SADD s 3 1 2");
        kv.Run("SMEMBERS s").Replies("[1, 2, 3]");
        kv.Run("SMEMBERS missing").Replies("[]");
        kv.Resp = 3;
        kv.Run("SMEMBERS s").RepliesOnWire("~3\r\n$1\r\n1\r\n$1\r\n2\r\n$1\r\n3\r\n");
        kv.Run("SMEMBERS missing").RepliesOnWire("~0\r\n");
    }

    [Fact]
    public void SMEMBERS_returns_every_member_of_a_large_set()
    {
        using Kv kv = new();
        for (int i = 0; i < 1000; i++) kv.Run($"SADD s member{i}");
        string[] members = kv.Run("SMEMBERS s").Text.Trim('[', ']').Split(", ");
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"member{i}").Order(StringComparer.Ordinal), members.Order(StringComparer.Ordinal));
    }
}

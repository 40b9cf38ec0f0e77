namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZPopMinSpec
{
    [Theory]
    [InlineData("ZPOPMIN z", "[a, 1]", "ZREM z a")]
    [InlineData("ZPOPMIN z 2", "[a, 1, b, 2]", "ZREM z a b")]
    [InlineData("ZPOPMIN z 0", "[]", null)]
    [InlineData("ZPOPMIN nokey", "[]", null)]
    [InlineData("ZPOPMIN nokey 3", "[]", null)]
    [InlineData("ZPOPMIN z -1", "(error) ERR value is out of range, must be positive", null)]
    [InlineData("ZPOPMIN z x", "(error) ERR value is out of range, must be positive", null)]
    [InlineData("ZPOPMIN z 1 2", "(error) ERR syntax error", null)]
    [InlineData("ZPOPMIN s", "(error) WRONGTYPE Operation against a key holding the wrong kind of value", null)]
    public void ZPOPMIN_takes_the_lowest_scores(string command, string reply, string? logged)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 1 a 2 b 3 c 4 d 5 e");
            kv.Run("SET s x");
            kv.Run(command).Replies(reply);
            if (logged is null) kv.LoggedNothing();
            else kv.Logged(logged);
        }
    }

    [Fact]
    public void ZPOPMIN_of_all_removes_the_key()
    {
        using Kv kv = new();
        kv.Run("ZADD z 1 a 2 b");
        kv.Run("ZPOPMIN z 9").Replies("[a, 1, b, 2]");
        kv.Logged("DEL z");
        kv.Run("EXISTS z").Replies("(integer) 0");
    }

    [Fact]
    public void ZPOPMIN_replies_pairs_with_RESP3_when_it_was_given_a_count()
    {
        using Kv kv = new();
        kv.Run("ZADD z 1.5 a");
        kv.Resp = 3;
        kv.Run("ZPOPMIN z 1").RepliesOnWire("*1\r\n*2\r\n$1\r\na\r\n,1.5\r\n");
        kv.Run("ZADD z 1.5 a");
        kv.Run("ZPOPMIN z").RepliesOnWire("*2\r\n$1\r\na\r\n,1.5\r\n");
    }
}

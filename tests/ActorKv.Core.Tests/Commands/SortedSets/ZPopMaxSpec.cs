namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZPopMaxSpec
{
    [Theory]
    [InlineData("ZPOPMAX z", "[e, 5]", "ZREM z e")]
    [InlineData("ZPOPMAX z 2", "[e, 5, d, 4]", "ZREM z d e")]
    [InlineData("ZPOPMAX z 0", "[]", null)]
    [InlineData("ZPOPMAX nokey", "[]", null)]
    [InlineData("ZPOPMAX nokey 3", "[]", null)]
    [InlineData("ZPOPMAX z -1", "(error) ERR value is out of range, must be positive", null)]
    [InlineData("ZPOPMAX z x", "(error) ERR value is out of range, must be positive", null)]
    [InlineData("ZPOPMAX z 1 2", "(error) ERR syntax error", null)]
    [InlineData("ZPOPMAX s", "(error) WRONGTYPE Operation against a key holding the wrong kind of value", null)]
    public void ZPOPMAX_takes_the_highest_scores(string command, string reply, string? logged)
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
    public void ZPOPMAX_of_all_removes_the_key()
    {
        using Kv kv = new();
        kv.Run("ZADD z 1 a 2 b");
        kv.Run("ZPOPMAX z 9").Replies("[b, 2, a, 1]");
        kv.Logged("DEL z");
        kv.Run("EXISTS z").Replies("(integer) 0");
    }

    [Fact]
    public void ZPOPMAX_replies_pairs_with_RESP3_when_it_was_given_a_count()
    {
        using Kv kv = new();
        kv.Run("ZADD z 1.5 a");
        kv.Resp = 3;
        kv.Run("ZPOPMAX z 1").RepliesOnWire("*1\r\n*2\r\n$1\r\na\r\n,1.5\r\n");
        kv.Run("ZADD z 1.5 a");
        kv.Run("ZPOPMAX z").RepliesOnWire("*2\r\n$1\r\na\r\n,1.5\r\n");
    }
}

namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRemRangeByRankSpec
{
    [Theory]
    [InlineData("ZREMRANGEBYRANK z 1 2", "(integer) 2", "ZREM z b c")]
    [InlineData("ZREMRANGEBYRANK z -1 9", "(integer) 1", "ZREM z e")]
    [InlineData("ZREMRANGEBYRANK z 0 -1", "(integer) 5", "DEL z")]
    [InlineData("ZREMRANGEBYRANK z 7 9", "(integer) 0", null)]
    [InlineData("ZREMRANGEBYRANK nokey 0 -1", "(integer) 0", null)]
    [InlineData("ZREMRANGEBYRANK z a 1", "(error) ERR value is not an integer or out of range", null)]
    [InlineData("ZREMRANGEBYRANK s 0 1", "(error) WRONGTYPE Operation against a key holding the wrong kind of value", null)]
    public void ZREMRANGEBYRANK_removes_by_rank(string command, string reply, string? logged)
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
    public void ZREMRANGEBYRANK_of_all_removes_the_key()
    {
        using Kv kv = new();
        kv.Run("ZADD z 1 a 2 b");
        kv.Run("ZREMRANGEBYRANK z 0 5");
        kv.Run("EXISTS z").Replies("(integer) 0");
    }
}

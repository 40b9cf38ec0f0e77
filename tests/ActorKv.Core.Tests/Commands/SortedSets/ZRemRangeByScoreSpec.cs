namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRemRangeByScoreSpec
{
    [Theory]
    [InlineData("ZREMRANGEBYSCORE z (1 3", "(integer) 2", "ZREM z b c")]
    [InlineData("ZREMRANGEBYSCORE z -inf inf", "(integer) 5", "DEL z")]
    [InlineData("ZREMRANGEBYSCORE z 7 9", "(integer) 0", null)]
    [InlineData("ZREMRANGEBYSCORE nokey 0 9", "(integer) 0", null)]
    [InlineData("ZREMRANGEBYSCORE z a 1", "(error) ERR min or max is not a float", null)]
    [InlineData("ZREMRANGEBYSCORE s 0 1", "(error) WRONGTYPE Operation against a key holding the wrong kind of value", null)]
    public void ZREMRANGEBYSCORE_removes_by_score(string command, string reply, string? logged)
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
}

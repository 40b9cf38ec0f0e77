namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRemRangeByLexSpec
{
    [Theory]
    [InlineData("ZREMRANGEBYLEX z (a [c", "(integer) 2", "ZREM z b c")]
    [InlineData("ZREMRANGEBYLEX z - +", "(integer) 5", "DEL z")]
    [InlineData("ZREMRANGEBYLEX z [x +", "(integer) 0", null)]
    [InlineData("ZREMRANGEBYLEX nokey - +", "(integer) 0", null)]
    [InlineData("ZREMRANGEBYLEX z a b", "(error) ERR min or max not valid string range item", null)]
    [InlineData("ZREMRANGEBYLEX s - +", "(error) WRONGTYPE Operation against a key holding the wrong kind of value", null)]
    public void ZREMRANGEBYLEX_removes_by_member(string command, string reply, string? logged)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 0 a 0 b 0 c 0 d 0 e");
            kv.Run("SET s x");
            kv.Run(command).Replies(reply);
            if (logged is null) kv.LoggedNothing();
            else kv.Logged(logged);
        }
    }
}

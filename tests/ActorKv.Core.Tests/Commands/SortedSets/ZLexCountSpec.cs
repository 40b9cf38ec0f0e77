namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZLexCountSpec
{
    [Theory]
    [InlineData("ZLEXCOUNT z - +", "(integer) 5")]
    [InlineData("ZLEXCOUNT z [b [d", "(integer) 3")]
    [InlineData("ZLEXCOUNT z (b (d", "(integer) 1")]
    [InlineData("ZLEXCOUNT z [bb +", "(integer) 3")]
    [InlineData("ZLEXCOUNT z + -", "(integer) 0")]
    [InlineData("ZLEXCOUNT z - -", "(integer) 0")]
    [InlineData("ZLEXCOUNT z [ (", "(integer) 0")]
    [InlineData("ZLEXCOUNT z \"-\\x00x\" (c", "(integer) 2")]
    [InlineData("ZLEXCOUNT nokey - +", "(integer) 0")]
    [InlineData("ZLEXCOUNT z b d", "(error) ERR min or max not valid string range item")]
    [InlineData("ZLEXCOUNT z '' +", "(error) ERR min or max not valid string range item")]
    [InlineData("ZLEXCOUNT z -a +", "(error) ERR min or max not valid string range item")]
    [InlineData("ZLEXCOUNT s b +", "(error) ERR min or max not valid string range item")]
    [InlineData("ZLEXCOUNT s - +", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZLEXCOUNT_counts_members_between_members(string command, string reply)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 0 a 0 b 0 c 0 d 0 e");
            kv.Run("SET s x");
            kv.Run(command).Replies(reply);
            kv.LoggedNothing();
        }
    }
}

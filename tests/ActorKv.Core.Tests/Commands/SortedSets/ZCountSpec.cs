namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZCountSpec
{
    [Theory]
    [InlineData("ZCOUNT z 2 4", "(integer) 3")]
    [InlineData("ZCOUNT z (2 (4", "(integer) 1")]
    [InlineData("ZCOUNT z -inf +inf", "(integer) 5")]
    [InlineData("ZCOUNT z 4 2", "(integer) 0")]
    [InlineData("ZCOUNT z (3 3", "(integer) 0")]
    [InlineData("ZCOUNT z '' 3", "(integer) 3")]
    [InlineData("ZCOUNT z \" 2\" 3", "(integer) 2")]
    [InlineData("ZCOUNT z 1e400 inf", "(integer) 0")]
    [InlineData("ZCOUNT nokey 0 9", "(integer) 0")]
    [InlineData("ZCOUNT z a 3", "(error) ERR min or max is not a float")]
    [InlineData("ZCOUNT z nan 3", "(error) ERR min or max is not a float")]
    [InlineData("ZCOUNT z 1 \"3 \"", "(error) ERR min or max is not a float")]
    [InlineData("ZCOUNT s a 3", "(error) ERR min or max is not a float")]
    [InlineData("ZCOUNT s 1 3", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZCOUNT_counts_members_between_scores(string command, string reply)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 1 a 2 b 3 c 4 d 5 e");
            kv.Run("SET s x");
            kv.Run(command).Replies(reply);
            kv.LoggedNothing();
        }
    }
}

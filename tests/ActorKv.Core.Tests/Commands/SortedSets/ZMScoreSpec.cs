namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZMScoreSpec
{
    [Theory]
    [InlineData("ZMSCORE z a x b", "[1, (nil), 2.5]")]
    [InlineData("ZMSCORE nokey a b", "[(nil), (nil)]")]
    [InlineData("ZMSCORE s a", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("ZMSCORE z", "(error) ERR wrong number of arguments for 'zmscore' command")]
    public void ZMSCORE_replies_a_score_or_nil_for_each_member(string command, string reply)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 1 a 2.5 b");
            kv.Run("SET s x");
            kv.Run(command).Replies(reply);
            kv.LoggedNothing();
        }
    }
}

namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZScoreSpec
{
    [Theory]
    [InlineData("3.0", "3")]
    [InlineData("0.1", "0.10000000000000001")]
    [InlineData("1e16", "10000000000000000")]
    [InlineData("1e17", "1e+17")]
    [InlineData("1e20", "1e+20")]
    [InlineData("-inf", "-inf")]
    [InlineData("5e-324", "4.9406564584124654e-324")]
    public void ZSCORE_spells_scores_with_17_digits(string score, string spelt)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run($"ZADD z {score} a");
            kv.Run("ZSCORE z a").RepliesOnWire($"${spelt.Length}\r\n{spelt}\r\n");
            kv.Resp = 3;
            kv.Run("ZSCORE z a").RepliesOnWire($",{spelt}\r\n");
        }
    }

    [Theory]
    [InlineData(128, "0")]
    [InlineData(0, "-0")]
    public void ZSCORE_knows_minus_0_only_beyond_the_packed_form(int packedMembers, string spelt)
    {
        using Kv kv = new();
        kv.Settings.ZsetMaxListpackEntries = packedMembers;
        kv.Run("ZADD z -0 a");
        kv.Run("ZSCORE z a").Replies(spelt);
    }

    [Fact]
    public void ZSCORE_of_what_is_missing_is_nil()
    {
        using Kv kv = new();
        kv.Run("ZADD z 1 a");
        kv.Run("SET s x");
        kv.Run("ZSCORE z b").Replies("(nil)");
        kv.Run("ZSCORE nokey b").Replies("(nil)");
        kv.Run("ZSCORE s b").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
}

namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZIncrBySpec
{
    [Theory]
    [InlineData("ZINCRBY z 2.5 a", "3.5", "ZADD z 3.5 a")]
    [InlineData("ZINCRBY z -1 a", "0", "ZADD z 0 a")]
    [InlineData("ZINCRBY z 0.1 new", "0.10000000000000001", "ZADD z 0.10000000000000001 new")]
    [InlineData("ZINCRBY z inf a", "inf", "ZADD z inf a")]
    [InlineData("ZINCRBY z 0 a", "1", null)]
    [InlineData("ZINCRBY nokey 7 a", "7", "ZADD nokey 7 a")]
    [InlineData("ZINCRBY z x a", "(error) ERR value is not a valid float", null)]
    [InlineData("ZINCRBY z nan a", "(error) ERR value is not a valid float", null)]
    [InlineData("ZINCRBY z nx a", "(error) ERR syntax error", null)]
    [InlineData("ZINCRBY s 1 a", "(error) WRONGTYPE Operation against a key holding the wrong kind of value", null)]
    [InlineData("ZINCRBY z 1", "(error) ERR wrong number of arguments for 'zincrby' command", null)]
    public void ZINCRBY_adds_to_a_score(string command, string reply, string? logged)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 1 a");
            kv.Run("SET s x");
            kv.Run(command).Replies(reply);
            if (logged is null) kv.LoggedNothing();
            else kv.Logged(logged);
        }
    }

    [Fact]
    public void ZINCRBY_refuses_a_sum_that_is_no_number()
    {
        using Kv kv = new();
        kv.Run("ZADD z -inf a");
        kv.Run("ZINCRBY z inf a").Fails("ERR resulting score is not a number (NaN)");
        kv.LoggedNothing();
    }

    [Fact]
    public void ZINCRBY_adds_doubles()
    {
        using Kv kv = new();
        kv.Run("ZADD z 0.1 a");
        kv.Run("ZINCRBY z 0.2 a").Replies("0.30000000000000004");
        kv.Logged("ZADD z 0.30000000000000004 a");
    }
}

namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HTtlSpec
{
    [Fact]
    public void HTTL_tells_when_each_field_expires()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2 c 3");
        kv.Run("HPEXPIRE h 1500 FIELDS 1 a");
        kv.Run("HPEXPIRE h 1000 FIELDS 1 b");
        kv.Run("HTTL h FIELDS 4 a b c x").Replies("[(integer) 2, (integer) 1, (integer) -1, (integer) -2]");
        kv.Run("HTTL nokey FIELDS 2 a b").Replies("[(integer) -2, (integer) -2]");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("HTTL s FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HTTL h FIELD 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HTTL h FIELDS 0 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HTTL h FIELDS -1 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HTTL h FIELDS x a", "ERR Number of fields must be a positive integer")]
    [InlineData("HTTL h FIELDS 2 a", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HTTL h FIELDS 1 a b", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HTTL h FIELDS 1", "ERR wrong number of arguments for 'httl' command")]
    public void HTTL_refuses(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET h a 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}

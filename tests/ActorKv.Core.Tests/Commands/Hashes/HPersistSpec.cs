namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HPersistSpec
{
    [Fact]
    public void HPERSIST_takes_deadlines_away()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HEXPIRE h 10 FIELDS 1 a");
        kv.Run("HPERSIST h FIELDS 3 a b x").Replies("[(integer) 1, (integer) -1, (integer) -2]");
        kv.Logged("HPERSIST h FIELDS 1 a");
        kv.Run("HPERSIST h FIELDS 1 a").Replies("[(integer) -1]");
        kv.LoggedNothing();
        kv.Now += 20_000;
        kv.Run("HGETALL h").Replies("[a, 1, b, 2]");
        kv.LoggedNothing();
        kv.Run("HPERSIST nokey FIELDS 1 a").Replies("[(integer) -2]");
    }

    [Theory]
    [InlineData("HPERSIST s FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HPERSIST h FIELD 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HPERSIST h FIELDS 0 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HPERSIST h FIELDS -1 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HPERSIST h FIELDS x a", "ERR Number of fields must be a positive integer")]
    [InlineData("HPERSIST h FIELDS 2 a", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HPERSIST h FIELDS 1 a b", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HPERSIST h FIELDS 1", "ERR wrong number of arguments for 'hpersist' command")]
    public void HPERSIST_refuses(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET h a 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}

namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HPExpireTimeSpec
{
    [Fact]
    public void HPEXPIRETIME_tells_when_each_field_expires()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2 c 3");
        kv.Run("HPEXPIRE h 1500 FIELDS 1 a");
        kv.Run("HPEXPIRE h 1000 FIELDS 1 b");
        kv.Run("HPEXPIRETIME h FIELDS 4 a b c x").Replies("[(integer) 1001500, (integer) 1001000, (integer) -1, (integer) -2]");
        kv.Run("HPEXPIRETIME nokey FIELDS 2 a b").Replies("[(integer) -2, (integer) -2]");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("HPEXPIRETIME s FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HPEXPIRETIME h FIELD 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HPEXPIRETIME h FIELDS 0 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HPEXPIRETIME h FIELDS -1 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HPEXPIRETIME h FIELDS x a", "ERR Number of fields must be a positive integer")]
    [InlineData("HPEXPIRETIME h FIELDS 2 a", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HPEXPIRETIME h FIELDS 1 a b", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HPEXPIRETIME h FIELDS 1", "ERR wrong number of arguments for 'hpexpiretime' command")]
    public void HPEXPIRETIME_refuses(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET h a 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}

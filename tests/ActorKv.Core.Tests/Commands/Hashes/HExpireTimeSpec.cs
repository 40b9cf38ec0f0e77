namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HExpireTimeSpec
{
    [Fact]
    public void HEXPIRETIME_tells_when_each_field_expires()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2 c 3");
        kv.Run("HPEXPIRE h 1500 FIELDS 1 a");
        kv.Run("HPEXPIRE h 1000 FIELDS 1 b");
        kv.Run("HEXPIRETIME h FIELDS 4 a b c x").Replies("[(integer) 1002, (integer) 1001, (integer) -1, (integer) -2]");
        kv.Run("HEXPIRETIME nokey FIELDS 2 a b").Replies("[(integer) -2, (integer) -2]");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("HEXPIRETIME s FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HEXPIRETIME h FIELD 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HEXPIRETIME h FIELDS 0 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HEXPIRETIME h FIELDS -1 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HEXPIRETIME h FIELDS x a", "ERR Number of fields must be a positive integer")]
    [InlineData("HEXPIRETIME h FIELDS 2 a", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HEXPIRETIME h FIELDS 1 a b", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HEXPIRETIME h FIELDS 1", "ERR wrong number of arguments for 'hexpiretime' command")]
    public void HEXPIRETIME_refuses(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET h a 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}

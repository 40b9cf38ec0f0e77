namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HPExpireSpec
{
    [Fact]
    public void HPEXPIRE_makes_fields_expire()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HPEXPIRE h 1500 FIELDS 2 a x").Replies("[(integer) 1, (integer) -2]");
        kv.Logged("HPEXPIREAT h 1001500 FIELDS 1 a");
        kv.Run("HPEXPIRETIME h FIELDS 2 a b").Replies("[(integer) 1001500, (integer) -1]");
    }

    [Fact]
    public void HPEXPIRE_of_what_has_passed_removes_the_field()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1");
        kv.Run("HPEXPIRE h 0 FIELDS 1 a").Replies("[(integer) 2]");
        kv.Logged("HDEL h a");
        kv.Run("EXISTS h").Replies("(integer) 0");
    }

    [Theory]
    [InlineData("HPEXPIRE s 1500 FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HPEXPIRE s x FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HPEXPIRE h x FIELDS 1 a", "ERR value is not an integer or out of range")]
    [InlineData("HPEXPIRE h -1 FIELDS 1 a", "ERR invalid expire time, must be >= 0")]
    [InlineData("HPEXPIRE h 9223372036854775807 FIELDS 1 a", "ERR invalid expire time in 'hpexpire' command")]
    [InlineData("HPEXPIRE h 1500 FIELD 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HPEXPIRE h 1500 YY FIELDS 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HPEXPIRE h 1500 NX XX FIELDS 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HPEXPIRE h 1500 FIELDS 0 a", "ERR Parameter `numFields` should be greater than 0")]
    [InlineData("HPEXPIRE h 1500 FIELDS x a", "ERR Parameter `numFields` should be greater than 0")]
    [InlineData("HPEXPIRE h 1500 FIELDS 2 a", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HPEXPIRE h 1500 NX FIELDS 1 a b", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HPEXPIRE h 1500 FIELDS 1", "ERR wrong number of arguments for 'hpexpire' command")]
    public void HPEXPIRE_refuses(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET h a 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}

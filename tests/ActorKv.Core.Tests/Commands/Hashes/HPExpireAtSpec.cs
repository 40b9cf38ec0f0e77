namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HPExpireAtSpec
{
    [Fact]
    public void HPEXPIREAT_makes_fields_expire()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HPEXPIREAT h 1001234 FIELDS 2 a x").Replies("[(integer) 1, (integer) -2]");
        kv.Logged("HPEXPIREAT h 1001234 FIELDS 1 a");
        kv.Run("HPEXPIRETIME h FIELDS 2 a b").Replies("[(integer) 1001234, (integer) -1]");
    }

    [Fact]
    public void HPEXPIREAT_of_what_has_passed_removes_the_field()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1");
        kv.Run("HPEXPIREAT h 1000000 FIELDS 1 a").Replies("[(integer) 2]");
        kv.Logged("HDEL h a");
        kv.Run("EXISTS h").Replies("(integer) 0");
    }

    [Theory]
    [InlineData("HPEXPIREAT s 1001234 FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HPEXPIREAT s x FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HPEXPIREAT h x FIELDS 1 a", "ERR value is not an integer or out of range")]
    [InlineData("HPEXPIREAT h -1 FIELDS 1 a", "ERR invalid expire time, must be >= 0")]
    [InlineData("HPEXPIREAT h 9223372036854775807 FIELDS 1 a", "ERR invalid expire time in 'hpexpireat' command")]
    [InlineData("HPEXPIREAT h 1001234 FIELD 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HPEXPIREAT h 1001234 YY FIELDS 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HPEXPIREAT h 1001234 NX XX FIELDS 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HPEXPIREAT h 1001234 FIELDS 0 a", "ERR Parameter `numFields` should be greater than 0")]
    [InlineData("HPEXPIREAT h 1001234 FIELDS x a", "ERR Parameter `numFields` should be greater than 0")]
    [InlineData("HPEXPIREAT h 1001234 FIELDS 2 a", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HPEXPIREAT h 1001234 NX FIELDS 1 a b", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HPEXPIREAT h 1001234 FIELDS 1", "ERR wrong number of arguments for 'hpexpireat' command")]
    public void HPEXPIREAT_refuses(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET h a 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}

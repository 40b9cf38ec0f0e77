namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HExpireAtSpec
{
    [Fact]
    public void HEXPIREAT_makes_fields_expire()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HEXPIREAT h 1002 FIELDS 2 a x").Replies("[(integer) 1, (integer) -2]");
        kv.Logged("HPEXPIREAT h 1002000 FIELDS 1 a");
        kv.Run("HPEXPIRETIME h FIELDS 2 a b").Replies("[(integer) 1002000, (integer) -1]");
    }

    [Fact]
    public void HEXPIREAT_of_what_has_passed_removes_the_field()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1");
        kv.Run("HEXPIREAT h 1000 FIELDS 1 a").Replies("[(integer) 2]");
        kv.Logged("HDEL h a");
        kv.Run("EXISTS h").Replies("(integer) 0");
    }

    [Theory]
    [InlineData("HEXPIREAT s 1002 FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HEXPIREAT s x FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HEXPIREAT h x FIELDS 1 a", "ERR value is not an integer or out of range")]
    [InlineData("HEXPIREAT h -1 FIELDS 1 a", "ERR invalid expire time, must be >= 0")]
    [InlineData("HEXPIREAT h 9223372036854775807 FIELDS 1 a", "ERR invalid expire time in 'hexpireat' command")]
    [InlineData("HEXPIREAT h 1002 FIELD 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HEXPIREAT h 1002 YY FIELDS 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HEXPIREAT h 1002 NX XX FIELDS 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HEXPIREAT h 1002 FIELDS 0 a", "ERR Parameter `numFields` should be greater than 0")]
    [InlineData("HEXPIREAT h 1002 FIELDS x a", "ERR Parameter `numFields` should be greater than 0")]
    [InlineData("HEXPIREAT h 1002 FIELDS 2 a", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HEXPIREAT h 1002 NX FIELDS 1 a b", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HEXPIREAT h 1002 FIELDS 1", "ERR wrong number of arguments for 'hexpireat' command")]
    public void HEXPIREAT_refuses(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET h a 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}

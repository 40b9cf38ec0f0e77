namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HExpireSpec
{
    [Fact]
    public void HEXPIRE_makes_fields_expire()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2 c 3");
        kv.Run("HEXPIRE h 10 FIELDS 3 a x c").Replies("[(integer) 1, (integer) -2, (integer) 1]");
        kv.Logged("HPEXPIREAT h 1010000 FIELDS 2 a c");
        kv.Run("HTTL h FIELDS 3 a b c").Replies("[(integer) 10, (integer) -1, (integer) 10]");
        kv.Now += 10_000;
        kv.Run("HGETALL h").Replies("[a, 1, b, 2, c, 3]");
        kv.Now++;
        kv.Run("HGETALL h").Replies("[b, 2]");
        kv.Logged("HDEL h a c");
        kv.Run("HEXPIRE nokey 10 FIELDS 2 a b").Replies("[(integer) -2, (integer) -2]");
        kv.LoggedNothing();
    }

    [Fact]
    public void HEXPIRE_of_0_seconds_removes_the_field()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HEXPIRE h 0 FIELDS 3 a a x").Replies("[(integer) 2, (integer) -2, (integer) -2]");
        kv.Logged("HDEL h a");
        kv.Run("HEXPIRE h 0 FIELDS 1 b").Replies("[(integer) 2]");
        kv.Logged("HDEL h b");
        kv.Run("EXISTS h").Replies("(integer) 0");
    }

    [Fact]
    public void HEXPIRE_with_a_condition_looks_at_each_field()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HPEXPIREAT h 2000000 FIELDS 1 a");
        kv.Run("HEXPIRE h 5 NX FIELDS 2 a b").Replies("[(integer) 0, (integer) 1]");
        kv.Logged("HPEXPIREAT h 1005000 FIELDS 1 b");
        kv.Run("HEXPIRE h 6 XX FIELDS 1 b").Replies("[(integer) 1]");
        kv.Run("HPERSIST h FIELDS 1 b");
        kv.Run("HEXPIRE h 6 XX FIELDS 2 a b").Replies("[(integer) 1, (integer) 0]");
        kv.Run("HEXPIRE h 5 GT FIELDS 2 a b").Replies("[(integer) 0, (integer) 0]");
        kv.LoggedNothing();
        kv.Run("HEXPIRE h 7 GT FIELDS 2 a b").Replies("[(integer) 1, (integer) 0]");
        kv.Run("HEXPIRE h 7 LT FIELDS 2 a b").Replies("[(integer) 0, (integer) 1]");
        kv.Run("HEXPIRE h 1 lt FIELDS 2 a b").Replies("[(integer) 1, (integer) 1]");
        kv.Run("HPEXPIRETIME h FIELDS 2 a b").Replies("[(integer) 1001000, (integer) 1001000]");
        kv.Run("HEXPIRE h 0 GT FIELDS 1 a").Replies("[(integer) 0]");
        kv.Run("HEXPIRE h 0 LT FIELDS 1 a").Replies("[(integer) 2]");
    }

    [Fact]
    public void HEXPIRE_to_the_same_deadline_logs_nothing()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1");
        kv.Run("HEXPIRE h 10 FIELDS 1 a").Replies("[(integer) 1]");
        kv.Run("HEXPIRE h 10 FIELDS 1 a").Replies("[(integer) 1]");
        kv.LoggedNothing();
    }

    [Fact]
    public void HEXPIRE_takes_deadlines_up_to_the_latest()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1");
        kv.Run("HPEXPIREAT h 70368744177663 FIELDS 1 a").Replies("[(integer) 1]");
        kv.Run("HPEXPIREAT h 70368744177664 FIELDS 1 a").Fails("ERR invalid expire time in 'hpexpireat' command");
        kv.Run("HEXPIRE h 70368744177 FIELDS 1 a").Fails("ERR invalid expire time in 'hexpire' command");
    }

    [Theory]
    [InlineData("HEXPIRE s 10 FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HEXPIRE s x FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HEXPIRE h x FIELDS 1 a", "ERR value is not an integer or out of range")]
    [InlineData("HEXPIRE h -1 FIELDS 1 a", "ERR invalid expire time, must be >= 0")]
    [InlineData("HEXPIRE h 9223372036854775807 FIELDS 1 a", "ERR invalid expire time in 'hexpire' command")]
    [InlineData("HEXPIRE h 10 FIELD 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HEXPIRE h 10 YY FIELDS 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HEXPIRE h 10 NX XX FIELDS 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HEXPIRE h 10 FIELDS 0 a", "ERR Parameter `numFields` should be greater than 0")]
    [InlineData("HEXPIRE h 10 FIELDS x a", "ERR Parameter `numFields` should be greater than 0")]
    [InlineData("HEXPIRE h 10 FIELDS 2 a", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HEXPIRE h 10 NX FIELDS 1 a b", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HEXPIRE h 10 FIELDS 1", "ERR wrong number of arguments for 'hexpire' command")]
    public void HEXPIRE_refuses(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET h a 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}

namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HGetExSpec
{
    [Fact]
    public void HGETEX_returns_values_and_without_an_option_no_more()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b two");
        kv.Run("HGETEX h FIELDS 3 b x a").Replies("[two, (nil), 1]");
        kv.LoggedNothing();
        kv.Run("HGETEX nokey FIELDS 2 a b").Replies("[(nil), (nil)]");
        kv.LoggedNothing();
    }

    [Fact]
    public void HGETEX_sets_deadlines()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2 c 3 d 4");
        kv.Run("HGETEX h EX 10 FIELDS 2 a x").Replies("[1, (nil)]");
        kv.Logged("HPEXPIREAT h 1010000 FIELDS 1 a");
        kv.Run("HGETEX h PX 10 FIELDS 1 b").Replies("[2]");
        kv.Run("HGETEX h EXAT 2000 FIELDS 1 c").Replies("[3]");
        kv.Run("HGETEX h PXAT 3000000 FIELDS 1 d").Replies("[4]");
        kv.Run("HPEXPIRETIME h FIELDS 4 a b c d").Replies("[(integer) 1010000, (integer) 1000010, (integer) 2000000, (integer) 3000000]");
        kv.Run("HGETEX h PXAT 3000000 FIELDS 1 d").Replies("[4]");
        kv.LoggedNothing();
    }

    [Fact]
    public void HGETEX_PERSIST_takes_deadlines_away()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HEXPIRE h 10 FIELDS 1 a");
        kv.Run("HGETEX h PERSIST FIELDS 3 a b x").Replies("[1, 2, (nil)]");
        kv.Logged("HPERSIST h FIELDS 1 a");
        kv.Run("HGETEX h persist FIELDS 1 a").Replies("[1]");
        kv.LoggedNothing();
    }

    [Fact]
    public void HGETEX_with_a_deadline_that_has_passed_removes_fields()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HGETEX h EXAT 1000 FIELDS 2 a x").Replies("[1, (nil)]");
        kv.Logged("HDEL h a");
        kv.Run("HGETEX h EX 0 FIELDS 1 b").Replies("[2]");
        kv.Logged("HDEL h b");
        kv.Run("EXISTS h").Replies("(integer) 0");
    }

    [Theory]
    [InlineData("HGETEX s FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HGETEX h FIELD 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HGETEX h FIELDS 0 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HGETEX h FIELDS -1 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HGETEX h FIELDS x a", "ERR Number of fields must be a positive integer")]
    [InlineData("HGETEX h FIELDS 2 a", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HGETEX h FIELDS 1 a b", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HGETEX h EX 10 FIELD 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HGETEX h EX 10 FIELDS 0 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HGETEX h EX 10 FIELDS -1 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HGETEX h EX 10 FIELDS x a", "ERR Number of fields must be a positive integer")]
    [InlineData("HGETEX h EX 10 FIELDS 2 a", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HGETEX h EX 10 FIELDS 1 a b", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HGETEX h EX x FIELDS 1 a", "ERR value is not an integer or out of range")]
    [InlineData("HGETEX h EX -1 FIELDS 1 a", "ERR invalid expire time, must be >= 0")]
    [InlineData("HGETEX h PX 9223372036854775807 FIELDS 1 a", "ERR invalid expire time in 'hgetex' command")]
    [InlineData("HGETEX h KEEPTTL FIELDS 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HGETEX h EX 10 PERSIST FIELDS 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HGETEX h FIELDS 1", "ERR wrong number of arguments for 'hgetex' command")]
    public void HGETEX_refuses(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET h a 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}

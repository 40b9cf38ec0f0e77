namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HSetExSpec
{
    [Fact]
    public void HSETEX_sets_fields_that_never_expire()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1");
        kv.Run("HEXPIRE h 10 FIELDS 1 a");
        kv.Run("HSETEX h FIELDS 2 a 2 b 3").Replies("(integer) 1");
        kv.Logged("HSET h a 2 b 3");
        kv.Run("HTTL h FIELDS 2 a b").Replies("[(integer) -1, (integer) -1]");
        kv.Run("HGETALL h").Replies("[a, 2, b, 3]");
    }

    [Fact]
    public void HSETEX_sets_fields_with_a_deadline()
    {
        using Kv kv = new();
        kv.Run("HSETEX h EX 10 FIELDS 2 a 1 b 2").Replies("(integer) 1");
        kv.Logged("HSETEX h PXAT 1010000 FIELDS 2 a 1 b 2");
        kv.Run("HSETEX h PX 5 FIELDS 1 a 2").Replies("(integer) 1");
        kv.Run("HSETEX h EXAT 2000 FIELDS 1 c 2").Replies("(integer) 1");
        kv.Run("HSETEX h PXAT 3000000 FIELDS 1 d 2").Replies("(integer) 1");
        kv.Run("HPEXPIRETIME h FIELDS 4 a b c d").Replies("[(integer) 1000005, (integer) 1010000, (integer) 2000000, (integer) 3000000]");
    }

    [Fact]
    public void HSETEX_KEEPTTL_leaves_deadlines()
    {
        using Kv kv = new();
        kv.Run("HSETEX h EX 10 FIELDS 1 a 1");
        kv.Run("HSETEX h KEEPTTL FIELDS 2 a 2 b 3").Replies("(integer) 1");
        kv.Logged("HSETEX h KEEPTTL FIELDS 2 a 2 b 3");
        kv.Run("HTTL h FIELDS 2 a b").Replies("[(integer) 10, (integer) -1]");
        kv.Run("HMGET h a b").Replies("[2, 3]");
    }

    [Fact]
    public void HSETEX_FNX_sets_nothing_when_a_field_is_there()
    {
        using Kv kv = new();
        kv.Run("HSETEX h FNX FIELDS 2 a 1 b 2").Replies("(integer) 1");
        kv.Run("HSETEX h FNX FIELDS 2 c 1 b 3").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("HSETEX h EX 10 FNX FIELDS 1 c 3").Replies("(integer) 1");
        kv.Logged("HSETEX h PXAT 1010000 FIELDS 1 c 3");
        kv.Run("HGETALL h").Replies("[a, 1, b, 2, c, 3]");
    }

    [Fact]
    public void HSETEX_FXX_sets_nothing_when_a_field_is_missing()
    {
        using Kv kv = new();
        kv.Run("HSETEX nokey FXX FIELDS 1 a 1").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HSETEX h FXX FIELDS 2 a 2 c 3").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("HSETEX h fxx FIELDS 2 a 2 b 3").Replies("(integer) 1");
        kv.Logged("HSET h a 2 b 3");
    }

    [Fact]
    public void HSETEX_into_the_past_removes_fields()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HSETEX h PXAT 1 FIELDS 2 a 1 x 2").Replies("(integer) 1");
        kv.Logged("HDEL h a");
        kv.Run("HSETEX h EX 0 FIELDS 1 x 2").Replies("(integer) 1");
        kv.LoggedNothing();
        kv.Run("HSETEX h EX 0 FIELDS 1 b 2").Replies("(integer) 1");
        kv.Run("EXISTS h").Replies("(integer) 0");
        kv.Run("HSETEX nokey EX 0 FIELDS 1 b 2").Replies("(integer) 1");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("HSETEX s FIELDS 1 a 1", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HSETEX h FIELDS 1 a", "ERR wrong number of arguments for 'hsetex' command")]
    [InlineData("HSETEX h EX 10 FIELDS 1 a", "ERR wrong number of arguments for 'hsetex' command")]
    [InlineData("HSETEX h FIELDS 2 a 1", "ERR wrong number of arguments for 'hsetex' command")]
    [InlineData("HSETEX h FIELDS 1 a 1 b", "ERR wrong number of arguments for 'hsetex' command")]
    [InlineData("HSETEX h FIELDS 1 a 1 b 2", "ERR wrong number of arguments for 'hsetex' command")]
    [InlineData("HSETEX h EX 10 EX 10 a", "ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified")]
    [InlineData("HSETEX h FNX EX 10 KEEPTTL", "ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified")]
    [InlineData("HSETEX h FIELDS 0 a 1", "ERR invalid number of fields")]
    [InlineData("HSETEX h FIELDS x a 1", "ERR invalid number of fields")]
    [InlineData("HSETEX h FIELDS 4294967297 a 1", "ERR invalid number of fields")]
    [InlineData("HSETEX h NX FIELDS 1 a 1", "ERR unknown argument: NX")]
    [InlineData("HSETEX h PERSIST FIELDS 1 a 1", "ERR unknown argument: PERSIST")]
    [InlineData("HSETEX h FNX FXX FIELDS 1 a 1", "ERR Only one of FXX or FNX arguments can be specified")]
    [InlineData("HSETEX h FNX FNX FIELDS 1 a 1", "ERR Only one of FXX or FNX arguments can be specified")]
    [InlineData("HSETEX h EX 1 PX 1 FIELDS 1 a 1", "ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified")]
    [InlineData("HSETEX h KEEPTTL EX 1 FIELDS 1 a 1", "ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified")]
    [InlineData("HSETEX h KEEPTTL KEEPTTL FIELDS 1 a 1", "ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified")]
    [InlineData("HSETEX h EX x FIELDS 1 a 1", "ERR value is not an integer or out of range")]
    [InlineData("HSETEX h EX -1 FIELDS 1 a 1", "ERR invalid expire time, must be >= 0")]
    [InlineData("HSETEX h EXAT 70368744178 FIELDS 1 a 1", "ERR invalid expire time in 'hsetex' command")]
    [InlineData("HSETEX h FNX KEEPTTL FNX EX", "ERR Only one of FXX or FNX arguments can be specified")]
    [InlineData("HSETEX h FNX x y EX", "ERR unknown argument: x")]
    [InlineData("HSETEX h FNX FXY z EX", "ERR unknown argument: FXY")]
    [InlineData("HSETEX h EX 10 FNX EX", "ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified")]
    public void HSETEX_refuses(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET h a 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}

namespace ActorKv.Core.Tests.Commands.Bitmaps;

public sealed class BitPosSpec
{
    [Theory]
    [InlineData("BITPOS k 1", 1)]
    [InlineData("BITPOS k 0", 0)]
    [InlineData("BITPOS k 1 2", 17)]
    [InlineData("BITPOS k 1 -1", 41)]
    [InlineData("BITPOS k 0 0 -1 BIT", 0)]
    [InlineData("BITPOS k 1 7 15 BIT", 9)]
    [InlineData("BITPOS k 1 10 10 BIT", 10)]
    [InlineData("BITPOS k 1 11 11 BIT", -1)]
    [InlineData("BITPOS k 1 100", -1)]
    [InlineData("BITPOS k 1 2 1", -1)]
    [InlineData("BITPOS ones 0", 24)]
    [InlineData("BITPOS ones 0 2", 24)]
    [InlineData("BITPOS ones 0 3", -1)]
    [InlineData("BITPOS ones 0 0 -1", -1)]
    [InlineData("BITPOS ones 0 0 10 BIT", -1)]
    [InlineData("BITPOS zeros 1", -1)]
    [InlineData("BITPOS empty 0", -1)]
    [InlineData("BITPOS empty 1", -1)]
    [InlineData("BITPOS missing 0", 0)]
    [InlineData("BITPOS missing 1", -1)]
    [InlineData("BITPOS missing 1 5 x y z", -1)]
    public void BITPOS_finds_the_first_bit_of_a_range(string command, int position)
    {
        using Kv kv = new();
        kv.Run("SET k foobar");
        kv.Run("SET ones \"\\xff\\xff\\xff\"");
        kv.Run("SET zeros \"\\x00\\x00\\x00\"");
        kv.Run("SET empty \"\"");
        kv.Run(command).Replies($"(integer) {position}");
    }

    [Fact]
    public void BITPOS_jumps_over_long_runs_from_every_start()
    {
        using Kv kv = new();
        kv.Run("SETBIT k 4000 1");
        for (int start = 0; start <= 4000; start += 13) kv.Run($"BITPOS k 1 {start} -1 BIT").Replies("(integer) 4000");
        kv.Run("BITPOS k 1 4001 -1 BIT").Replies("(integer) -1");
        kv.Run("BITOP NOT inverse k");
        for (int start = 0; start <= 4000; start += 13) kv.Run($"BITPOS inverse 0 {start} -1 BIT").Replies("(integer) 4000");
    }

    [Theory]
    [InlineData("BITPOS k 2", "ERR The bit argument must be 1 or 0.")]
    [InlineData("BITPOS k x", "ERR value is not an integer or out of range")]
    [InlineData("BITPOS k 1 x", "ERR value is not an integer or out of range")]
    [InlineData("BITPOS k 1 0 x", "ERR value is not an integer or out of range")]
    [InlineData("BITPOS k 1 0 x BITS", "ERR syntax error")]
    [InlineData("BITPOS k 1 0 -1 BIT x", "ERR syntax error")]
    [InlineData("BITPOS list 2", "ERR The bit argument must be 1 or 0.")]
    [InlineData("BITPOS list 1 x", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void BITPOS_refuses_what_is_no_range(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET k foobar");
        kv.Run("RPUSH list a");
        kv.Run(command).Fails(error);
    }
}

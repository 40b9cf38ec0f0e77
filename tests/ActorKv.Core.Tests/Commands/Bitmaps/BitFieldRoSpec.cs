namespace ActorKv.Core.Tests.Commands.Bitmaps;

public sealed class BitFieldRoSpec
{
    [Fact]
    public void BITFIELD_RO_reads()
    {
        using Kv kv = new();
        kv.Run("SET k \"\\x7f\\xff\"");
        kv.Run("BITFIELD_RO k GET u8 0 GET i8 #1 GET u16 8").Replies("[(integer) 127, (integer) -1, (integer) 65280]");
        kv.Run("BITFIELD_RO missing GET i8 0").Replies("[(integer) 0]");
        kv.Run("BITFIELD_RO k").Replies("[]");
    }

    [Theory]
    [InlineData("BITFIELD_RO k SET u8 0 1", "ERR BITFIELD_RO only supports the GET subcommand")]
    [InlineData("BITFIELD_RO k GET u8 0 INCRBY u8 0 1", "ERR BITFIELD_RO only supports the GET subcommand")]
    [InlineData("BITFIELD_RO k SET u8 0 x", "ERR value is not an integer or out of range")]
    public void BITFIELD_RO_does_not_write(string command, string error)
    {
        using Kv kv = new();
        kv.Run(command).Fails(error);
        kv.Run("EXISTS k").Replies("(integer) 0");
    }
}

namespace ActorKv.Core.Tests.Commands.Bitmaps;

public sealed class GetBitSpec
{
    [Theory]
    [InlineData("GETBIT k 0", 0)]
    [InlineData("GETBIT k 1", 1)]
    [InlineData("GETBIT k 8", 1)]
    [InlineData("GETBIT k 15", 0)]
    [InlineData("GETBIT k 16", 0)]
    [InlineData("GETBIT k 4294967295", 0)]
    [InlineData("GETBIT missing 5", 0)]
    public void GETBIT_counts_from_the_highest_bit_of_the_first_byte(string command, int bit)
    {
        using Kv kv = new();
        kv.Run("SET k \"\\x40\\x80\"");
        kv.Run(command).Replies($"(integer) {bit}");
    }

    [Theory]
    [InlineData("GETBIT k -1", "ERR bit offset is not an integer or out of range")]
    [InlineData("GETBIT k 4294967296", "ERR bit offset is not an integer or out of range")]
    [InlineData("GETBIT list -1", "ERR bit offset is not an integer or out of range")]
    [InlineData("GETBIT list 1", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void GETBIT_refuses_what_is_no_bit(string command, string error)
    {
        using Kv kv = new();
        kv.Run("RPUSH list a");
        kv.Run(command).Fails(error);
    }
}

namespace ActorKv.Core.Tests.Commands.Bitmaps;

public sealed class BitCountSpec
{
    [Theory]
    [InlineData("BITCOUNT k", 26)]
    [InlineData("BITCOUNT missing", 0)]
    [InlineData("BITCOUNT empty", 0)]
    [InlineData("BITCOUNT empty 0 -1", 0)]
    [InlineData("BITCOUNT k 0 0", 4)]
    [InlineData("BITCOUNT k 1 1", 6)]
    [InlineData("BITCOUNT k 1 1 BYTE", 6)]
    [InlineData("BITCOUNT k 0 -5", 10)]
    [InlineData("BITCOUNT k -2 100", 7)]
    [InlineData("BITCOUNT k 5 30 BIT", 17)]
    [InlineData("BITCOUNT k 5 5 bit", 1)]
    [InlineData("BITCOUNT k 0 -1 BIT", 26)]
    [InlineData("BITCOUNT k 3 2", 0)]
    [InlineData("BITCOUNT k -2 -3", 0)]
    [InlineData("BITCOUNT k -100 -50", 4)]
    [InlineData("BITCOUNT k -50 -100", 0)]
    [InlineData("BITCOUNT k 100 200", 0)]
    [InlineData("BITCOUNT k -2 -3 nonsense", 0)]
    [InlineData("BITCOUNT missing x y z", 0)]
    public void BITCOUNT_counts_the_ones_of_a_range(string command, int ones)
    {
        using Kv kv = new();
        kv.Run("SET k foobar");
        kv.Run("SET empty \"\"");
        kv.Run(command).Replies($"(integer) {ones}");
    }

    [Fact]
    public void BITCOUNT_agrees_with_counting_one_by_one_for_every_range()
    {
        using Kv kv = new();
        byte[] bytes = new byte[75];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)(i * 37 ^ i >> 1);
        kv.Run("SET"u8.ToArray(), "k"u8.ToArray(), bytes);
        int[] upTo = new int[bytes.Length * 8 + 1];
        for (int i = 0; i < bytes.Length * 8; i++) upTo[i + 1] = upTo[i] + (bytes[i / 8] >> 7 - i % 8 & 1);
        for (int first = 0; first < bytes.Length * 8; first += 7)
            for (int last = first; last < bytes.Length * 8; last += 5)
                kv.Run($"BITCOUNT k {first} {last} BIT").Replies($"(integer) {upTo[last + 1] - upTo[first]}");
    }

    [Theory]
    [InlineData("BITCOUNT k 0", "ERR syntax error")]
    [InlineData("BITCOUNT k 0 1 BITS", "ERR syntax error")]
    [InlineData("BITCOUNT k 0 1 BIT x", "ERR syntax error")]
    [InlineData("BITCOUNT k x 1", "ERR value is not an integer or out of range")]
    [InlineData("BITCOUNT k 0 x BITS", "ERR value is not an integer or out of range")]
    [InlineData("BITCOUNT list x", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void BITCOUNT_refuses_what_is_no_range(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET k foobar");
        kv.Run("RPUSH list a");
        kv.Run(command).Fails(error);
    }
}

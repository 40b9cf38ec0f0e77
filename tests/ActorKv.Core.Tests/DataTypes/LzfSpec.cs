using System.Text;
using ActorKv.Core.DataTypes;

namespace ActorKv.Core.Tests.DataTypes;

public sealed class LzfSpec
{
    // What redis-server 7.0.15 makes of the same strings, in bytes: the room that there is to beat or to lose.
    [Theory]
    [InlineData("a", 100, 9)]
    [InlineData("a", 100_000, 1143)]
    [InlineData("abc", 300, 14)]
    [InlineData("the quick brown fox jumps over the lazy dog. ", 450, 56)]
    [InlineData("{\"id\":17,\"name\":\"node\",\"up\":true},", 1000, 52)]
    public void Repetitions_are_as_short_as_in_Redis(string unit, int length, int redis)
    {
        byte[] text = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(unit, length / unit.Length + 1)))[..length];
        Assert.InRange(Compressed(text).Length, 1, redis + redis / 16 + 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_compressed_comes_back(int seed)
    {
        Random random = new(seed);
        int smaller = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] text = new byte[random.Next(random.Next(2) == 0 ? 60 : 20_000)];
            int letters = 1 << random.Next(9);
            for (int i = 0; i < text.Length; i++) text[i] = (byte)random.Next(letters);
            byte[] compressed = Compressed(text);
            if (compressed.Length == 0) continue;
            smaller++;
            byte[] back = new byte[text.Length];
            Assert.True(Lzf.TryDecompress(compressed, back));
            Assert.Equal(text, back);
        }
        Assert.InRange(smaller, 500, 3000);
    }

    [Fact]
    public void Distances_reach_back_8192_bytes_and_matches_264()
    {
        byte[] text = new byte[8192 + 600];
        new Random(5).NextBytes(text);
        text.AsSpan(0, 400).CopyTo(text.AsSpan(8192));
        byte[] compressed = new byte[text.Length * 2];
        int length = Lzf.Compress(text, compressed);
        Assert.InRange(length, 1, text.Length - 100);
        byte[] back = new byte[text.Length];
        Assert.True(Lzf.TryDecompress(compressed.AsSpan(0, length), back));
        Assert.Equal(text, back);
    }

    [Fact]
    public void What_does_not_fit_is_not_compressed()
    {
        byte[] text = new byte[1000];
        new Random(6).NextBytes(text);
        Assert.Empty(Compressed(text));
        Assert.Empty(Compressed([]));
        Assert.Empty(Compressed("abcdefgh"u8));
    }

    private static byte[] Compressed(ReadOnlySpan<byte> text)
    {
        byte[] target = new byte[Math.Max(0, text.Length - 4)];
        return target[..Lzf.Compress(text, target)];
    }
}

// Replies come out whole however the reads end.

using System.Text;
using ActorKv.Connections;

namespace ActorKv.Client.Tests.Connections;

public sealed class ReceiveBufferSpec
{
    private static readonly string[] Replies = ["+OK\r\n", "$5\r\nhello\r\n", "*2\r\n:1\r\n%1\r\n+k\r\n_\r\n", $"$70000\r\n{new string('x', 70_000)}\r\n", ":7\r\n"];

    [Fact]
    public async Task Replies_split_anywhere_come_out_whole()
    {
        byte[] stream = Encoding.ASCII.GetBytes(string.Concat(Replies));
        // The inside of the long string is the same everywhere: its ends and a few places in between will do.
        for (int split = 1; split < stream.Length; split += split is > 60 and < 70_000 ? 997 : 1)
            Assert.Equal(Replies, await TakeAllAsync(stream, split, stream.Length - split));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16 * 1024)]
    public async Task Replies_that_come_in_pieces_come_out_whole(int size)
    {
        byte[] stream = Encoding.ASCII.GetBytes(string.Concat(Replies));
        Assert.Equal(Replies, await TakeAllAsync(stream, [.. Enumerable.Repeat(size, stream.Length / size + 1)]));
    }

    [Fact]
    public async Task A_reply_larger_than_any_buffer_is_followed_by_small_ones()
    {
        string large = $"$5000000\r\n{new string('y', 5_000_000)}\r\n";
        string[] replies = [large, "+a\r\n", large, "+b\r\n"];
        Assert.Equal(replies, await TakeAllAsync(Encoding.ASCII.GetBytes(string.Concat(replies)), [.. Enumerable.Repeat(100_000, 101)]));
    }

    private static async Task<List<string>> TakeAllAsync(byte[] bytes, params int[] reads)
    {
        ReceiveBuffer buffer = new();
        using PiecewiseStream stream = new(bytes, reads);
        List<string> replies = [];
        do
        {
            while (buffer.TryTake(out ReadOnlyMemory<byte> reply)) replies.Add(Encoding.ASCII.GetString(reply.Span));
        }
        while (await buffer.FillAsync(stream, default));
        buffer.Release();
        return replies;
    }

    /// <summary>Gives so many bytes at each read, or fewer when there is no room for them.</summary>
    private sealed class PiecewiseStream(byte[] bytes, int[] reads) : MemoryStream(bytes)
    {
        private int _read;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int most = _read < reads.Length ? reads[_read++] : int.MaxValue;
            return base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
        }
    }
}

// Whatever comes in, the decoder neither throws nor loops, and its outcome does not depend on how the bytes were cut.

using System.Text;

namespace ActorKv.Protocol.Tests;

public sealed class RequestDecoderFuzzSpec
{
    private static readonly RespLimits Limits = new() { MaxBulk = 128 * 1024 };

    // Bytes that mean something to the decoder, so that random input gets past its first stage.
    private static readonly byte[] Alphabet = [.. "**$$$\r\r\n\n\r\n0123456789-- \"'\\xab\t\0"u8, 0x0b, 0xff];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_bytes_give_the_same_outcome_at_any_cut(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 1500; round++)
        {
            byte[] bytes = new byte[random.Next(1, 200)];
            if (round % 2 == 0) random.NextBytes(bytes);
            else for (int i = 0; i < bytes.Length; i++) bytes[i] = Alphabet[random.Next(Alphabet.Length)];
            OutcomeIsTheSame(bytes, random);
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Damaged_requests_give_the_same_outcome_at_any_cut(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 500; round++)
        {
            List<byte> bytes = [];
            for (int requests = random.Next(1, 5); requests > 0; requests--) bytes.AddRange(Valid(random));
            for (int damages = random.Next(0, 4); damages > 0; damages--)
            {
                int at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0: bytes[at] = Alphabet[random.Next(Alphabet.Length)]; break;
                    case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                    case 2: bytes.Insert(at, Alphabet[random.Next(Alphabet.Length)]); break;
                    default: if (bytes.Count > 1) bytes.RemoveAt(at); break;
                }
            }
            OutcomeIsTheSame([.. bytes], random);
        }
    }

    private static byte[] Valid(Random random)
    {
        if (random.Next(4) == 0) return "SET \"a b\" 'c'\r\n"u8.ToArray();
        byte[][] arguments = new byte[random.Next(1, 5)][];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = new byte[random.Next(40) == 0 ? random.Next(30000, 40000) : random.Next(30)];
            random.NextBytes(arguments[i]);
        }
        return Wire.Encode(arguments);
    }

    private static void OutcomeIsTheSame(byte[] bytes, Random random)
    {
        string whole = Outcome(new Wire(Limits).Feed(bytes));
        Assert.Equal(whole, Outcome(new Wire(Limits).FeedByteByByte(bytes)));
        Wire cut = new(Limits);
        for (int at = 0; at < bytes.Length;)
        {
            int length = Math.Min(random.Next(1, 1 + bytes.Length), bytes.Length - at);
            cut.Feed(bytes.AsSpan(at, length));
            at += length;
        }
        Assert.Equal(whole, Outcome(cut));
    }

    private static string Outcome(Wire wire)
    {
        StringBuilder text = new();
        foreach (byte[][] request in wire.Requests)
            text.AppendJoin(' ', request.Select(Convert.ToHexString)).Append('\n');
        return text.Append(wire.Error).Append(wire.Error is null && wire.Decoder.InRequest).ToString();
    }
}

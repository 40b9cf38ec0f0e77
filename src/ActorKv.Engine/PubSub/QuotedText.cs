// Bytes between quotes, as redis-cli shows and reads them: what is no printable ASCII as \n, \r, \t, \a, \b or \xHH.

using System.Buffers;

namespace ActorKv.Engine.PubSub;

internal static class QuotedText
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Where(c => c is not ('"' or '\\')).Select(c => (byte)c)]);

    public static void Write(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> bytes)
    {
        to.Write("\""u8);
        while (bytes.Length > 0)
        {
            int plain = bytes.IndexOfAnyExcept(Plain);
            if (plain < 0) plain = bytes.Length;
            to.Write(bytes[..plain]);
            if (plain == bytes.Length) break;
            Escape(to, bytes[plain]);
            bytes = bytes[(plain + 1)..];
        }
        to.Write("\""u8);
    }

    private static void Escape(ArrayBufferWriter<byte> to, byte value)
    {
        switch (value)
        {
            case (byte)'"': to.Write("\\\""u8); break;
            case (byte)'\\': to.Write("\\\\"u8); break;
            case (byte)'\n': to.Write("\\n"u8); break;
            case (byte)'\r': to.Write("\\r"u8); break;
            case (byte)'\t': to.Write("\\t"u8); break;
            case (byte)'\a': to.Write("\\a"u8); break;
            case (byte)'\b': to.Write("\\b"u8); break;
            default:
                ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
                to.Write([(byte)'\\', (byte)'x', digits[value >> 4], digits[value & 15]]);
                break;
        }
    }
}

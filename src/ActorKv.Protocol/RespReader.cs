// Reads replies: what RespWriter writes, seen from the other side. Used by the in-process client and by tests; a server never needs it.
//
// A reply is a small tree. It is read from a complete buffer; TryRead says false when the buffer ends first, and reads from the start
// again when there is more. That is quadratic for a reply that trickles in, which is the reader's own doing, never a stranger's.

using System.Globalization;
using System.Text;

namespace ActorKv.Protocol;

/// <summary>What a reply is, RESP2 and RESP3.</summary>
public enum ReplyKind { SimpleString, Error, Integer, Bulk, Null, Array, Map, Set, Push, Double, Boolean, Verbatim, BigNumber }

/// <summary>One reply, possibly with others inside.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">The text of strings, errors, numbers; empty for aggregates and null.</param>
/// <param name="Items">The elements of an aggregate; keys and values alternate in a map.</param>
public sealed record Reply(ReplyKind Kind, byte[] Bytes, IReadOnlyList<Reply> Items)
{
    /// <summary>The text, as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The value of an integer reply.</summary>
    public long Integer => long.Parse(Bytes, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>A line a person can read, as redis-cli would say it without its line breaks.</summary>
    public override string ToString() => Kind switch
    {
        ReplyKind.Null => "(nil)",
        ReplyKind.Error => "(error) " + Text,
        ReplyKind.Integer => "(integer) " + Text,
        ReplyKind.Bulk => "\"" + Encoding.Latin1.GetString(Bytes) + "\"",
        ReplyKind.Array or ReplyKind.Map or ReplyKind.Set or ReplyKind.Push => Kind + "[" + string.Join(", ", Items) + "]",
        _ => Kind + " " + Text,
    };
}

/// <summary>Reads replies from a buffer.</summary>
public static class RespReader
{
    private const int MaxDepth = 512;

    /// <summary>Reads one reply at <paramref name="at"/>, and moves behind it.</summary>
    /// <returns>False, with <paramref name="at"/> unchanged, when the buffer ends inside the reply.</returns>
    /// <exception cref="FormatException">The bytes are no RESP.</exception>
    public static bool TryRead(ReadOnlySpan<byte> buffer, ref int at, out Reply reply)
    {
        int position = at;
        Reply? read = Read(buffer, ref position, depth: 0);
        reply = read!;
        if (read is null) return false;
        at = position;
        return true;
    }

    private static Reply? Read(ReadOnlySpan<byte> buffer, ref int at, int depth)
    {
        if (depth > MaxDepth) throw new FormatException($"Replies are nested more than {MaxDepth} deep.");
        if (at >= buffer.Length) return null;
        int length = buffer[at..].IndexOf("\r\n"u8);
        if (length < 0) return null;
        if (length == 0) throw new FormatException("An empty line begins no RESP reply.");
        byte type = buffer[at];
        ReadOnlySpan<byte> line = buffer.Slice(at + 1, length - 1);
        at += length + 2;
        switch (type)
        {
            case (byte)'+': return Leaf(ReplyKind.SimpleString, line);
            case (byte)'-': return Leaf(ReplyKind.Error, line);
            case (byte)':': return Leaf(ReplyKind.Integer, line);
            case (byte)',': return Leaf(ReplyKind.Double, line);
            case (byte)'#': return Leaf(ReplyKind.Boolean, line);
            case (byte)'(': return Leaf(ReplyKind.BigNumber, line);
            case (byte)'_': return Leaf(ReplyKind.Null, default);
            case (byte)'$': return Bulk(ReplyKind.Bulk, buffer, ref at, Number(line));
            case (byte)'=': return Bulk(ReplyKind.Verbatim, buffer, ref at, Number(line));
            case (byte)'*': return Items(ReplyKind.Array, buffer, ref at, depth, Number(line));
            case (byte)'~': return Items(ReplyKind.Set, buffer, ref at, depth, Number(line));
            case (byte)'>': return Items(ReplyKind.Push, buffer, ref at, depth, Number(line));
            case (byte)'%': return Items(ReplyKind.Map, buffer, ref at, depth, Number(line) * 2L);
            default: throw new FormatException($"'{(char)type}' begins no RESP reply.");
        }
    }

    private static Reply? Bulk(ReplyKind kind, ReadOnlySpan<byte> buffer, ref int at, int length)
    {
        if (length < 0) return Leaf(ReplyKind.Null, default);
        if (buffer.Length - at < length + 2L) return null;
        Reply reply = Leaf(kind, buffer.Slice(at, length));
        at += length + 2;
        return reply;
    }

    private static Reply? Items(ReplyKind kind, ReadOnlySpan<byte> buffer, ref int at, int depth, long count)
    {
        if (count < 0) return Leaf(ReplyKind.Null, default);
        List<Reply> items = [];
        for (long i = 0; i < count; i++)
        {
            if (Read(buffer, ref at, depth + 1) is not { } item) return null;
            items.Add(item);
        }
        return new Reply(kind, [], items);
    }

    private static Reply Leaf(ReplyKind kind, ReadOnlySpan<byte> bytes) => new(kind, bytes.ToArray(), []);

    private static int Number(ReadOnlySpan<byte> line) =>
        int.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new FormatException($"'{Encoding.Latin1.GetString(line)}' is no length.");
}

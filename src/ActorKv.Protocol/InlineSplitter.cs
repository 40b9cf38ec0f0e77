// Splits an inline command as a shell would, with Redis' quoting rules (sdssplitargs):
//
//   set "a\x00b\n" 'it\'s'      double quotes know \n \r \t \b \a \xHH and \<anything>; single quotes know only \'
//
// A closing quote must be followed by white space or the end. White space is not the same everywhere, as in Redis: a vertical tab or a
// form feed may stand before an argument and behind a closing quote, but does not end an argument without quotes. An argument without
// quotes is a range of the line, so that a PING costs nothing; one with quotes is unescaped into an array of its own.

namespace ActorKv.Protocol;

/// <summary>Splits a line into arguments with Redis' quoting rules. Also what the configuration file uses.</summary>
public static class InlineSplitter
{
    /// <summary>Appends the arguments of <paramref name="line"/> to <paramref name="request"/>, as ranges relative to the line's start.
    /// False when quotes are unbalanced.</summary>
    public static bool Split(ReadOnlySpan<byte> line, Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        int at = 0;
        while (true)
        {
            while (at < line.Length && IsSpace(line[at])) at++;
            if (at == line.Length) return true;
            int begin = at;
            while (at < line.Length && !EndsWord(line[at]) && line[at] is not ((byte)'"' or (byte)'\'')) at++;
            if (at == line.Length || EndsWord(line[at])) request.AddRange(begin, at - begin);
            else if (Unquote(line, begin, ref at) is { } argument) request.AddOwn(argument);
            else return false;
        }
    }

    /// <summary>The arguments of <paramref name="line"/>, or null when quotes are unbalanced.</summary>
    public static List<byte[]>? Split(ReadOnlySpan<byte> line)
    {
        Request request = new();
        if (!Split(line, request)) return null;
        request.Rebase(line.ToArray(), 0);
        List<byte[]> arguments = new(request.Count);
        for (int i = 0; i < request.Count; i++) arguments.Add(request.Take(i));
        return arguments;
    }

    private static byte[]? Unquote(ReadOnlySpan<byte> line, int begin, ref int at)
    {
        List<byte> text = [];
        for (at = begin; at < line.Length && !EndsWord(line[at]);)
        {
            byte b = line[at++];
            if (b is not ((byte)'"' or (byte)'\''))
            {
                text.Add(b);
                continue;
            }
            if (!(b == '"' ? DoubleQuoted(line, ref at, text) : SingleQuoted(line, ref at, text))) return null;
            if (at < line.Length && !IsSpace(line[at])) return null;
            break;
        }
        return [.. text];
    }

    private static bool DoubleQuoted(ReadOnlySpan<byte> line, ref int at, List<byte> text)
    {
        while (at < line.Length)
        {
            byte b = line[at++];
            if (b == '"') return true;
            if (b != '\\' || at == line.Length)
            {
                text.Add(b);
                continue;
            }
            byte escaped = line[at++];
            if (escaped == 'x' && at + 1 < line.Length && Hex(line[at]) is >= 0 and var high && Hex(line[at + 1]) is >= 0 and var low)
            {
                text.Add((byte)(high * 16 + low));
                at += 2;
                continue;
            }
            text.Add(escaped switch
            {
                (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', (byte)'t' => (byte)'\t',
                (byte)'b' => (byte)'\b', (byte)'a' => (byte)'\a', _ => escaped,
            });
        }
        return false;
    }

    private static bool SingleQuoted(ReadOnlySpan<byte> line, ref int at, List<byte> text)
    {
        while (at < line.Length)
        {
            byte b = line[at++];
            if (b == '\'') return true;
            if (b == '\\' && at < line.Length && line[at] == '\'') b = line[at++];
            text.Add(b);
        }
        return false;
    }

    private static int Hex(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };

    private static bool IsSpace(byte b) => b is (byte)' ' or (>= 9 and <= 13) or 0;

    private static bool EndsWord(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or 0;
}

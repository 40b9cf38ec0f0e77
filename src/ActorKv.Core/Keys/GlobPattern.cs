// Redis' glob patterns: KEYS, SCAN MATCH, and whatever else takes a pattern (CONFIG GET, PSUBSCRIBE, ACL).
//
//   *        any bytes, also none          [abc]    one of these          \x    x itself, also within [ ]
//   ?        one byte                      [a-z]    one of this range     [^a]  none of these
//
// One pass with one place to go back to: when a byte does not fit, the last star takes one byte more. Going back to an earlier star could
// not help, because the last one can take whatever that star would. So the work is at most pattern times text, with any number of stars.
//
// The odd cases are those of redis-server 7.0.15, each with a test:
//   - An empty text matches the empty pattern only, not even "*". (KEYS and SCAN do not ask for the pattern "*" at all.)
//   - A class that is not closed ends with the pattern: "[ab" is "[ab]", "[^" is any byte, and "[" none.
//   - ']' closes a class wherever it stands, so "[]" matches nothing and "[^]" any byte; but "[a-]" is the range from 'a' to ']' and not
//     closed.
//   - A range may be given backwards. Bytes of a range compare signed, so 0x80 comes before 'a'.
//   - A backslash at the very end is itself.

namespace ActorKv.Core.Keys;

internal static class GlobPattern
{
    private const int NoMatch = -1;

    /// <summary>Whether the whole <paramref name="text"/> matches.</summary>
    /// <param name="ignoreCase">True: ASCII letters match in any case.</param>
    public static bool IsMatch(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text, bool ignoreCase = false)
    {
        if (text.IsEmpty) return pattern.IsEmpty;
        int at = 0, position = 0, afterStar = -1, starEnd = 0;
        while (position < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                at = SkipStars(pattern, at);
                if (at == pattern.Length) return true;
                afterStar = at;
                starEnd = position;
                continue;
            }
            int next = at < pattern.Length ? MatchOne(pattern, at, text[position], ignoreCase) : NoMatch;
            if (next != NoMatch)
            {
                at = next;
                position++;
                continue;
            }
            if (afterStar < 0) return false;
            at = afterStar;
            position = ++starEnd;
        }
        return SkipStars(pattern, at) == pattern.Length;
    }

    private static int SkipStars(ReadOnlySpan<byte> pattern, int at)
    {
        while (at < pattern.Length && pattern[at] == '*') at++;
        return at;
    }

    // Where the pattern goes on when its element at `at` matches the byte.
    private static int MatchOne(ReadOnlySpan<byte> pattern, int at, byte value, bool ignoreCase)
    {
        switch (pattern[at])
        {
            case (byte)'?':
                return at + 1;
            case (byte)'[':
                return MatchClass(pattern, at + 1, value, ignoreCase);
            case (byte)'\\' when at + 1 < pattern.Length:
                at++;
                break;
        }
        return Same(pattern[at], value, ignoreCase) ? at + 1 : NoMatch;
    }

    private static int MatchClass(ReadOnlySpan<byte> pattern, int at, byte value, bool ignoreCase)
    {
        bool negated = at < pattern.Length && pattern[at] == '^';
        if (negated) at++;
        bool found = false;
        for (; at < pattern.Length && pattern[at] != ']'; at++)
        {
            int left = pattern.Length - at;
            if (pattern[at] == '\\' && left >= 2) found |= pattern[++at] == value;
            else if (left >= 3 && pattern[at + 1] == '-')
            {
                found |= InRange(pattern[at], pattern[at + 2], value, ignoreCase);
                at += 2;
            }
            else found |= Same(pattern[at], value, ignoreCase);
        }
        return found != negated ? Math.Min(at + 1, pattern.Length) : NoMatch;
    }

    private static bool InRange(byte first, byte last, byte value, bool ignoreCase)
    {
        sbyte from = (sbyte)Fold(first, ignoreCase), to = (sbyte)Fold(last, ignoreCase), candidate = (sbyte)Fold(value, ignoreCase);
        return from <= to ? candidate >= from && candidate <= to : candidate >= to && candidate <= from;
    }

    private static bool Same(byte a, byte b, bool ignoreCase) => Fold(a, ignoreCase) == Fold(b, ignoreCase);

    private static byte Fold(byte value, bool ignoreCase) =>
        ignoreCase && value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
}

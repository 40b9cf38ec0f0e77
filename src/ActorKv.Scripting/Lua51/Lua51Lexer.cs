// Tokens of Lua 5.1, and what its strings and numbers must become to mean the same in 5.4:
//
//   '\.'                  '.'       5.1 drops the backslash of an escape that it does not know; 5.4 refuses some and gives \x \u \z a meaning
//   0xffffffffffffffff    18446744073709551615.0    5.1 has no integers that wrap around
//
// Messages are those of 5.1: clients and tests compare them.

using System.Globalization;
using System.Text;

namespace ActorKv.Scripting.Lua51;

internal enum TokenKind { End, Name, Keyword, Number, String, Symbol }

internal readonly record struct Token(TokenKind Kind, int Start, int End, int Line);

internal sealed class Lua51SyntaxException(string message, int line) : Exception(message)
{
    public int Line { get; } = line;
}

internal sealed class Lua51Lexer(byte[] text, int start, SourceEdits edits)
{
    private static readonly HashSet<string> s_keywords = new(StringComparer.Ordinal)
    {
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in", "local", "nil", "not", "or", "repeat", "return", "then",
        "true", "until", "while",
    };

    private static readonly string[] s_symbols = ["...", "..", "==", "~=", "<=", ">=", "+", "-", "*", "/", "%", "^", "#", "<", ">", "=", "(", ")", "{", "}", "[", "]", ";", ":", ",", "."];

    private int _at = start;
    private int _line = 1;

    public string TextOf(Token token) => token.Kind == TokenKind.End ? "<eof>" : Encoding.Latin1.GetString(text, token.Start, token.End - token.Start);

    public bool Is(Token token, ReadOnlySpan<byte> word) =>
        token.Kind is TokenKind.Keyword or TokenKind.Symbol or TokenKind.Name && text.AsSpan(token.Start, token.End - token.Start).SequenceEqual(word);

    public Token Next()
    {
        SkipBlanks();
        int begin = _at;
        if (_at >= text.Length) return new Token(TokenKind.End, _at, _at, _line);
        byte first = text[_at];
        if (IsNameStart(first))
        {
            while (_at < text.Length && (IsNameStart(text[_at]) || char.IsAsciiDigit((char)text[_at]))) _at++;
            Token name = new(TokenKind.Name, begin, _at, _line);
            // A name in 5.1, a keyword in 5.4.
            if (Is(name, "goto"u8)) edits.Replace(begin, name.End - begin, "__actorkv_goto");
            return s_keywords.Contains(TextOf(name)) ? name with { Kind = TokenKind.Keyword } : name;
        }
        if (char.IsAsciiDigit((char)first) || (first == '.' && _at + 1 < text.Length && char.IsAsciiDigit((char)text[_at + 1]))) return Number(begin);
        if (first is (byte)'"' or (byte)'\'') return String(begin, first);
        if (first == '[' && LongBracketLevel(_at) is >= 0 and int level)
        {
            ReadLong(level, "string");
            return new Token(TokenKind.String, begin, _at, _line);
        }
        foreach (string symbol in s_symbols)
        {
            if (_at + symbol.Length > text.Length || !Matches(symbol)) continue;
            _at += symbol.Length;
            return new Token(TokenKind.Symbol, begin, _at, _line);
        }
        _at++;
        return new Token(TokenKind.Symbol, begin, _at, _line);
    }

    public Lua51SyntaxException Error(string message, Token near) => new($"{message} near '{TextOf(near)}'", near.Line);

    private bool Matches(string symbol)
    {
        for (int i = 0; i < symbol.Length; i++)
            if (text[_at + i] != symbol[i]) return false;
        return true;
    }

    private static bool IsNameStart(byte c) => char.IsAsciiLetter((char)c) || c == '_';

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            byte c = text[_at];
            if (c == '\n') _line++;
            if (c is (byte)' ' or >= 9 and <= 13) _at++;
            else if (c == '-' && _at + 1 < text.Length && text[_at + 1] == '-')
            {
                _at += 2;
                if (_at < text.Length && text[_at] == '[' && LongBracketLevel(_at) is >= 0 and int level) ReadLong(level, "comment");
                else while (_at < text.Length && text[_at] is not ((byte)'\n' or (byte)'\r')) _at++;
            }
            else break;
        }
    }

    // Number of equal signs in "[==[", -1 when it is none.
    private int LongBracketLevel(int at)
    {
        int level = 0;
        while (++at < text.Length && text[at] == '=') level++;
        return at < text.Length && text[at] == '[' ? level : -1;
    }

    private void ReadLong(int level, string what)
    {
        _at += level + 2;
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == '\n') _line++;
            if (text[_at] != ']') continue;
            int end = _at + 1;
            while (end < text.Length && text[end] == '=') end++;
            if (end - _at - 1 != level || end >= text.Length || text[end] != ']') continue;
            _at = end + 1;
            return;
        }
        throw new Lua51SyntaxException($"unfinished long {what} near '<eof>'", _line);
    }

    private Token Number(int begin)
    {
        while (_at < text.Length && (char.IsAsciiDigit((char)text[_at]) || text[_at] == '.')) _at++;
        if (_at < text.Length && text[_at] is (byte)'e' or (byte)'E')
        {
            _at++;
            if (_at < text.Length && text[_at] is (byte)'+' or (byte)'-') _at++;
        }
        while (_at < text.Length && (IsNameStart(text[_at]) || char.IsAsciiDigit((char)text[_at]))) _at++;
        Token number = new(TokenKind.Number, begin, _at, _line);
        string spelt = TextOf(number);
        if (spelt.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            double value = 0;
            foreach (char c in spelt.AsSpan(2)) value = char.IsAsciiHexDigit(c) ? value * 16 + Convert.ToInt32(c.ToString(), 16) : double.NaN;
            if (double.IsNaN(value) || spelt.Length == 2) throw Error("malformed number", number);
            if (value > 1L << 53) edits.Replace(begin, _at - begin, value.ToString("R", CultureInfo.InvariantCulture));
        }
        else if (!double.TryParse(spelt, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _)) throw Error("malformed number", number);
        return number;
    }

    private Token String(int begin, byte quote)
    {
        int line = _line;
        _at++;
        while (true)
        {
            if (_at >= text.Length) throw new Lua51SyntaxException("unfinished string near '<eof>'", _line);
            byte c = text[_at++];
            if (c == quote) return new Token(TokenKind.String, begin, _at, line);
            if (c is (byte)'\n' or (byte)'\r') throw Error("unfinished string", new Token(TokenKind.String, begin, _at - 1, _line));
            if (c == '\\') Escape(begin);
        }
    }

    private void Escape(int begin)
    {
        if (_at >= text.Length) return;
        byte c = text[_at];
        if (char.IsAsciiDigit((char)c))
        {
            int value = 0, digits = 0;
            for (; digits < 3 && _at < text.Length && char.IsAsciiDigit((char)text[_at]); digits++) value = value * 10 + text[_at++] - '0';
            if (value > 255) throw Error("escape sequence too large", new Token(TokenKind.String, begin, _at, _line));
            return;
        }
        if (c == '\n') _line++;
        else if (c == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n') _at++;
        else if (!"abfnrtv\\\"'\r"u8.Contains(c)) edits.Replace(_at - 1, 1, "");
        if (text[_at] == '\n' && c == '\r') _line++;
        _at++;
    }
}

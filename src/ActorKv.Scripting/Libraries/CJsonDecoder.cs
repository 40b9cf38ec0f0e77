// cjson.decode: JSON as a Lua value. null becomes cjson.null. Numbers are read as C reads them, so hexadecimals, inf and nan pass unless
// decode_invalid_numbers(false).

using System.Buffers;
using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Scripting.Native;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting.Libraries;

internal ref struct CJsonDecoder
{
    private const int DeepestNesting = 5000;

    private static readonly SearchValues<byte> s_numberBytes = SearchValues.Create("0123456789+-.abcdefABCDEFxXpPinfINFtyTYna"u8);

    private readonly LuaThread _lua;
    private readonly ReadOnlySpan<byte> _json;
    private readonly CJsonSettings _settings;
    private readonly ByteBuilder _text;
    private int _at;
    private int _tokenAt;
    private Kind _token;
    private string? _invalid;
    private double _number;
    private string? _error;

    private enum Kind { ObjectBegin, ObjectEnd, ArrayBegin, ArrayEnd, String, Number, True, False, Null, Colon, Comma, End, Invalid }

    private static readonly string[] s_names =
        ["T_OBJ_BEGIN", "T_OBJ_END", "T_ARR_BEGIN", "T_ARR_END", "T_STRING", "T_NUMBER", "T_BOOLEAN", "T_BOOLEAN", "T_NULL", "T_COLON", "T_COMMA", "T_END"];

    private CJsonDecoder(LuaThread lua, ReadOnlySpan<byte> json, CJsonSettings settings, ByteBuilder text)
    {
        _lua = lua;
        _json = json;
        _settings = settings;
        _text = text;
    }

    public static int Decode(LuaInterpreter interpreter, LuaThread lua)
    {
        if (GetTop(lua) != 1) return LuaFunction.BadArgument(lua, 1, "decode", "expected 1 argument");
        if (!LuaFunction.TryBytes(lua, 1, out ReadOnlySpan<byte> json)) return LuaFunction.WrongType(lua, 1, "decode", "string");
        if (json.Length >= 2 && (json[0] == 0 || json[1] == 0)) return LuaFunction.Fail(lua, "JSON parser does not support UTF-16 or UTF-32");
        PushBoolean(lua, 1);
        CJsonDecoder decoder = new(lua, json, interpreter.Json, interpreter.Scratch);
        decoder.Read();
        if (!decoder.Value(0)) return LuaFunction.Fail(lua, decoder._error!);
        decoder.Read();
        if (decoder._token != Kind.End)
        {
            decoder.Refuse("the end");
            return LuaFunction.Fail(lua, decoder._error!);
        }
        return 2;
    }

    private bool Refuse(string expected)
    {
        string found = _token == Kind.Invalid ? _invalid! : s_names[(int)_token];
        _error = $"Expected {expected} but found {found} at character {_tokenAt + 1}";
        return false;
    }

    // Pushes the value that begins with the token.
    private bool Value(int depth)
    {
        switch (_token)
        {
            case Kind.String:
                Push(_lua, _text.Written);
                return true;
            case Kind.Number:
                Push(_lua, _number);
                return true;
            case Kind.True or Kind.False:
                PushBoolean(_lua, _token == Kind.True ? 1 : 0);
                return true;
            case Kind.Null:
                PushLightUserdata(_lua, 0);
                return true;
            case Kind.ObjectBegin:
                return Descend(depth + 1) && Object(depth + 1);
            case Kind.ArrayBegin:
                return Descend(depth + 1) && Array(depth + 1);
            default:
                return Refuse("value");
        }
    }

    private bool Descend(int depth)
    {
        if (depth <= _settings.DecodeMaxDepth && depth <= DeepestNesting && CheckStack(_lua, 6) != 0) return true;
        _error = $"Found too many nested data structures ({depth}) at character {_at}";
        return false;
    }

    private bool Object(int depth)
    {
        CreateTable(_lua, 0, 0);
        Read();
        if (_token == Kind.ObjectEnd) return true;
        while (true)
        {
            if (_token != Kind.String) return Refuse("object key string");
            Push(_lua, _text.Written);
            Read();
            if (_token != Kind.Colon) return Refuse("colon");
            Read();
            if (!Value(depth)) return false;
            RawSet(_lua, -3);
            Read();
            if (_token == Kind.ObjectEnd) return true;
            if (_token != Kind.Comma) return Refuse("comma or object end");
            Read();
        }
    }

    private bool Array(int depth)
    {
        CreateTable(_lua, 0, 0);
        Read();
        if (_token == Kind.ArrayEnd) return true;
        for (int i = 1; ; i++)
        {
            if (!Value(depth)) return false;
            RawSetInteger(_lua, -2, i);
            Read();
            if (_token == Kind.ArrayEnd) return true;
            if (_token != Kind.Comma) return Refuse("comma or array end");
            Read();
        }
    }

    private void Read()
    {
        while (_at < _json.Length && _json[_at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r') _at++;
        _tokenAt = _at;
        if (_at >= _json.Length)
        {
            _token = Kind.End;
            return;
        }
        switch (_json[_at])
        {
            case (byte)'{': One(Kind.ObjectBegin); break;
            case (byte)'}': One(Kind.ObjectEnd); break;
            case (byte)'[': One(Kind.ArrayBegin); break;
            case (byte)']': One(Kind.ArrayEnd); break;
            case (byte)':': One(Kind.Colon); break;
            case (byte)',': One(Kind.Comma); break;
            case (byte)'"': Text(); break;
            case 0: _token = Kind.End; break;
            default: Word(); break;
        }
    }

    private void One(Kind kind)
    {
        _token = kind;
        _at++;
    }

    private void Word()
    {
        ReadOnlySpan<byte> rest = _json[_at..];
        byte first = (byte)(rest[0] | 0x20);
        if (rest.StartsWith("true"u8)) Skip(Kind.True, 4);
        else if (rest.StartsWith("false"u8)) Skip(Kind.False, 5);
        else if (rest.StartsWith("null"u8)) Skip(Kind.Null, 4);
        else if (char.IsAsciiDigit((char)rest[0]) || rest[0] is (byte)'-' or (byte)'+' || (_settings.DecodeInvalid && (first == 'i' || rest is [(byte)'n' or (byte)'N', (byte)'a' or (byte)'A', ..]))) Number(rest);
        else Invalid("invalid token");
    }

    private void Skip(Kind kind, int length)
    {
        _token = kind;
        _at += length;
    }

    private void Invalid(string why)
    {
        _token = Kind.Invalid;
        _invalid = why;
    }

    // The longest beginning that is a number.
    private void Number(ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOfAnyExcept(s_numberBytes);
        if (end < 0) end = rest.Length;
        ReadOnlySpan<byte> bare = rest[0] is (byte)'-' or (byte)'+' ? rest[1..] : rest;
        bool isNaN = bare.Length >= 3 && Ascii.EqualsIgnoreCase(bare[..3], "nan"u8);
        if (!_settings.DecodeInvalid && (rest[0] == '+' || isNaN || (bare.Length > 0 && (bare[0] | 0x20) == 'i') || bare is [(byte)'0', (byte)'x' or (byte)'X' or >= (byte)'0' and <= (byte)'9', ..]))
        {
            Invalid("invalid number");
            return;
        }
        if (isNaN)
        {
            (_number, _token) = (double.CopySign(double.NaN, rest[0] == '-' ? -1 : 1), Kind.Number);
            _at += rest.Length - bare.Length + 3;
            return;
        }
        for (; end > 0; end--)
        {
            if (!DoubleText.TryParse(rest[..end], out _number, out _)) continue;
            Skip(Kind.Number, end);
            return;
        }
        Invalid("invalid number");
    }

    private void Text()
    {
        _text.Clear();
        _at++;
        while (true)
        {
            int run = _json[_at..].IndexOfAny((byte)'"', (byte)'\\', (byte)0);
            if (run < 0 || _json[_at + run] == 0)
            {
                _tokenAt = run < 0 ? _json.Length : _at + run;
                Invalid("unexpected end of string");
                return;
            }
            _text.Add(_json.Slice(_at, run));
            _at += run;
            if (_json[_at] == '"')
            {
                One(Kind.String);
                return;
            }
            if (!Escape()) return;
        }
    }

    private bool Escape()
    {
        byte c = _at + 1 < _json.Length ? _json[_at + 1] : (byte)0;
        int plain = "\"\\/bfnrt"u8.IndexOf(c);
        if (plain >= 0)
        {
            _text.Add("\"\\/\b\f\n\r\t"u8[plain]);
            _at += 2;
            return true;
        }
        _tokenAt = _at;
        if (c != 'u')
        {
            Invalid("invalid escape code");
            return false;
        }
        if (!Unicode(out Rune rune, out int length))
        {
            Invalid("invalid unicode escape code");
            return false;
        }
        Span<byte> utf8 = stackalloc byte[4];
        _text.Add(utf8[..rune.EncodeToUtf8(utf8)]);
        _at += length;
        return true;
    }

    private readonly bool Unicode(out Rune rune, out int length)
    {
        rune = default;
        length = 6;
        if (!Hex(_at + 2, out int first)) return false;
        if (Rune.TryCreate(first, out rune)) return true;
        length = 12;
        return _at + 8 <= _json.Length && _json[_at + 6] == '\\' && _json[_at + 7] == 'u' && Hex(_at + 8, out int second) && Rune.TryCreate((char)first, (char)second, out rune);
    }

    private readonly bool Hex(int at, out int value)
    {
        value = 0;
        if (at + 4 > _json.Length) return false;
        foreach (byte c in _json.Slice(at, 4))
        {
            if (!char.IsAsciiHexDigit((char)c)) return false;
            value = value * 16 + Convert.ToInt32(((char)c).ToString(), 16);
        }
        return true;
    }
}

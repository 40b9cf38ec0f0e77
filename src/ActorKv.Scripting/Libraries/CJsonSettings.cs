// What cjson.encode_… and cjson.decode_… set. They hold for the run of one script; Redis keeps them until SCRIPT FLUSH, for whoever comes next.

using ActorKv.Scripting.Native;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting.Libraries;

/// <summary>What to do with numbers that JSON has not.</summary>
internal enum InvalidNumbers { Refuse, Allow, Null }

internal sealed class CJsonSettings
{
    /// <summary>True when a script has set anything.</summary>
    public bool IsChanged { get; private set; }

    public bool ConvertSparse { get; private set; }

    public int SparseRatio { get; private set; } = 2;

    public int SparseSafe { get; private set; } = 10;

    public int EncodeMaxDepth { get; private set; } = 1000;

    public int DecodeMaxDepth { get; private set; } = 1000;

    public int Precision { get; private set; } = 14;

    public InvalidNumbers EncodeInvalid { get; private set; }

    public bool DecodeInvalid { get; private set; } = true;

    public bool KeepsBuffer { get; private set; } = true;

    public static int SetSparse(LuaInterpreter interpreter, LuaThread lua)
    {
        CJsonSettings settings = interpreter.Json;
        string function = "encode_sparse_array";
        int ratio = settings.SparseRatio, safe = settings.SparseSafe;
        if (Option(lua, 1, function, settings.ConvertSparse ? InvalidNumbers.Allow : InvalidNumbers.Refuse, out InvalidNumbers convert) is { } error ||
            (error = Number(lua, 2, function, 0, ref ratio)) is not null || (error = Number(lua, 3, function, 0, ref safe)) is not null) return LuaFunction.Fail(lua, error);
        settings.IsChanged = true;
        (settings.ConvertSparse, settings.SparseRatio, settings.SparseSafe) = (convert != InvalidNumbers.Refuse, ratio, safe);
        PushBoolean(lua, 1);
        PushBoolean(lua, settings.ConvertSparse ? 1 : 0);
        PushInteger(lua, ratio);
        PushInteger(lua, safe);
        return 4;
    }

    public static int SetEncodeDepth(LuaInterpreter interpreter, LuaThread lua) =>
        SetNumber(interpreter.Json, lua, "encode_max_depth", int.MaxValue, interpreter.Json.EncodeMaxDepth, static (settings, value) => settings.EncodeMaxDepth = value);

    public static int SetDecodeDepth(LuaInterpreter interpreter, LuaThread lua) =>
        SetNumber(interpreter.Json, lua, "decode_max_depth", int.MaxValue, interpreter.Json.DecodeMaxDepth, static (settings, value) => settings.DecodeMaxDepth = value);

    public static int SetPrecision(LuaInterpreter interpreter, LuaThread lua) =>
        SetNumber(interpreter.Json, lua, "encode_number_precision", 14, interpreter.Json.Precision, static (settings, value) => settings.Precision = value);

    public static int SetKeepBuffer(LuaInterpreter interpreter, LuaThread lua) => SetOption(interpreter.Json, lua, "encode_keep_buffer",
        interpreter.Json.KeepsBuffer ? InvalidNumbers.Allow : InvalidNumbers.Refuse, allowNull: false, static (settings, value) => settings.KeepsBuffer = value != InvalidNumbers.Refuse);

    public static int SetEncodeInvalid(LuaInterpreter interpreter, LuaThread lua) =>
        SetOption(interpreter.Json, lua, "encode_invalid_numbers", interpreter.Json.EncodeInvalid, allowNull: true, static (settings, value) => settings.EncodeInvalid = value);

    public static int SetDecodeInvalid(LuaInterpreter interpreter, LuaThread lua) => SetOption(interpreter.Json, lua, "decode_invalid_numbers",
        interpreter.Json.DecodeInvalid ? InvalidNumbers.Allow : InvalidNumbers.Refuse, allowNull: false, static (settings, value) => settings.DecodeInvalid = value != InvalidNumbers.Refuse);

    private static int SetNumber(CJsonSettings settings, LuaThread lua, string function, int most, int value, Action<CJsonSettings, int> set)
    {
        if (Number(lua, 1, function, 1, ref value, most) is { } error) return LuaFunction.Fail(lua, error);
        set(settings, value);
        settings.IsChanged = true;
        PushBoolean(lua, 1);
        PushInteger(lua, value);
        return 2;
    }

    private static int SetOption(CJsonSettings settings, LuaThread lua, string function, InvalidNumbers current, bool allowNull, Action<CJsonSettings, InvalidNumbers> set)
    {
        if (Option(lua, 1, function, current, out InvalidNumbers value, allowNull) is { } error) return LuaFunction.Fail(lua, error);
        set(settings, value);
        settings.IsChanged = true;
        PushBoolean(lua, 1);
        if (value == InvalidNumbers.Null) Push(lua, "null"u8);
        else PushBoolean(lua, value == InvalidNumbers.Allow ? 1 : 0);
        return 2;
    }

    // Null, or the error. Without the argument the value stays.
    private static string? Number(LuaThread lua, int argument, string function, int least, ref int value, int most = int.MaxValue)
    {
        if (TypeOf(lua, argument) is LuaType.None or LuaType.Nil) return null;
        if (!LuaFunction.TryNumber(lua, argument, out double given)) return $"bad argument #{argument} to '{function}' (number expected, got {LuaFunction.NameOf(lua, argument)})";
        if (given < least || given > most) return $"bad argument #{argument} to '{function}' (expected integer between {least} and {most})";
        value = (int)given;
        return null;
    }

    private static string? Option(LuaThread lua, int argument, string function, InvalidNumbers current, out InvalidNumbers value, bool allowNull = false)
    {
        value = current;
        switch (TypeOf(lua, argument))
        {
            case LuaType.None or LuaType.Nil:
                return null;
            case LuaType.Boolean:
                value = ToBoolean(lua, argument) != 0 ? InvalidNumbers.Allow : InvalidNumbers.Refuse;
                return null;
        }
        if (!LuaFunction.TryBytes(lua, argument, out ReadOnlySpan<byte> text)) return $"bad argument #{argument} to '{function}' (string expected, got {LuaFunction.NameOf(lua, argument)})";
        switch (text)
        {
            case var word when word.SequenceEqual("on"u8):
                value = InvalidNumbers.Allow;
                return null;
            case var word when word.SequenceEqual("off"u8):
                value = InvalidNumbers.Refuse;
                return null;
            case var word when allowNull && word.SequenceEqual("null"u8):
                value = InvalidNumbers.Null;
                return null;
        }
        return $"bad argument #{argument} to '{function}' (invalid option '{System.Text.Encoding.Latin1.GetString(text)}')";
    }
}

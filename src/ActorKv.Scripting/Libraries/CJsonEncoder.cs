// cjson.encode: a Lua value as JSON. A table is an array when all its keys are positive whole numbers and few of them are missing; a table without
// keys is an object, as in Redis' cjson.

using ActorKv.Scripting.Native;
using ActorKv.Scripting.Values;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting.Libraries;

internal sealed class CJsonEncoder(LuaThread lua, CJsonSettings settings, ByteBuilder json)
{
    // Beyond this the stack of this thread would be at risk, whatever encode_max_depth says.
    private const int DeepestNesting = 5000;

    private string? _error;

    public static int Encode(LuaInterpreter interpreter, LuaThread lua)
    {
        if (GetTop(lua) != 1) return LuaFunction.BadArgument(lua, 1, "encode", "expected 1 argument");
        ByteBuilder json = interpreter.Scratch;
        json.Clear();
        CJsonEncoder encoder = new(lua, interpreter.Json, json);
        if (!encoder.Value(0)) return LuaFunction.Fail(lua, encoder._error!);
        PushBoolean(lua, 1);
        Push(lua, json.Written);
        return 2;
    }

    // The value on top, which stays.
    private bool Value(int depth)
    {
        switch (TypeOf(lua, -1))
        {
            case LuaType.String:
                Text(StringAt(lua, -1));
                return true;
            case LuaType.Number:
                return Number();
            case LuaType.Boolean:
                json.Add(ToBoolean(lua, -1) != 0 ? "true"u8 : "false"u8);
                return true;
            case LuaType.Nil:
                json.Add("null"u8);
                return true;
            case LuaType.LightUserdata when ToUserdata(lua, -1) == 0:
                json.Add("null"u8);
                return true;
            case LuaType.Table:
                return Table(depth + 1);
            default:
                return Refuse("type not supported");
        }
    }

    private bool Refuse(string why)
    {
        _error = $"Cannot serialise {LuaFunction.NameOf(lua, -1)}: {why}";
        return false;
    }

    private unsafe bool Number()
    {
        double value = ToNumber(lua, -1, null);
        if (!double.IsFinite(value))
        {
            if (settings.EncodeInvalid == InvalidNumbers.Refuse) return Refuse("must not be NaN or Inf");
            if (settings.EncodeInvalid == InvalidNumbers.Null) json.Add("null"u8);
            else json.Add(double.IsNaN(value) ? "nan"u8 : value > 0 ? "inf"u8 : "-inf"u8);
            return true;
        }
        json.Advance(NumberText.Format(lua, -1, json.Reserve(NumberText.MaxLength), settings.Precision));
        return true;
    }

    private bool Table(int depth)
    {
        if (depth > settings.EncodeMaxDepth || depth > DeepestNesting || CheckStack(lua, 4) == 0)
        {
            _error = $"Cannot serialise, excessive nesting ({depth})";
            return false;
        }
        int length = ArrayLength();
        if (length == Sparse) return Refuse("excessively sparse array");
        return length > 0 ? Array(length, depth) : Object(depth);
    }

    private const int NoArray = -1, Sparse = -2;

    private unsafe int ArrayLength()
    {
        double most = 0;
        long items = 0;
        PushNil(lua);
        while (Next(lua, -2) != 0)
        {
            double key = TypeOf(lua, -2) == LuaType.Number ? ToNumber(lua, -2, null) : 0;
            if (key < 1 || key != Math.Floor(key) || key > int.MaxValue)
            {
                Pop(lua, 2);
                return NoArray;
            }
            most = Math.Max(most, key);
            items++;
            Pop(lua, 1);
        }
        if (settings.SparseRatio > 0 && most > items * (double)settings.SparseRatio && most > settings.SparseSafe) return settings.ConvertSparse ? NoArray : Sparse;
        return (int)most;
    }

    private bool Array(int length, int depth)
    {
        json.Add((byte)'[');
        for (int i = 1; i <= length; i++)
        {
            if (i > 1) json.Add((byte)',');
            RawGetInteger(lua, -1, i);
            if (!Value(depth)) return false;
            Pop(lua, 1);
        }
        json.Add((byte)']');
        return true;
    }

    private bool Object(int depth)
    {
        json.Add((byte)'{');
        bool first = true;
        PushNil(lua);
        while (Next(lua, -2) != 0)
        {
            if (!first) json.Add((byte)',');
            first = false;
            switch (TypeOf(lua, -2))
            {
                case LuaType.Number:
                    json.Add((byte)'"');
                    json.Advance(NumberText.Format(lua, -2, json.Reserve(NumberText.MaxLength), settings.Precision));
                    json.Add("\":"u8);
                    break;
                case LuaType.String:
                    Text(StringAt(lua, -2));
                    json.Add((byte)':');
                    break;
                default:
                    Pop(lua, 1);
                    return Refuse("table key must be a number or string");
            }
            if (!Value(depth)) return false;
            Pop(lua, 1);
        }
        json.Add((byte)'}');
        return true;
    }

    private void Text(ReadOnlySpan<byte> text)
    {
        json.Add((byte)'"');
        foreach (byte c in text)
        {
            if (c is >= 32 and not ((byte)'"' or (byte)'\\' or (byte)'/' or 127))
            {
                json.Add(c);
                continue;
            }
            json.Add((byte)'\\');
            switch (c)
            {
                case (byte)'"' or (byte)'\\' or (byte)'/':
                    json.Add(c);
                    break;
                case (byte)'\b':
                    json.Add((byte)'b');
                    break;
                case (byte)'\t':
                    json.Add((byte)'t');
                    break;
                case (byte)'\n':
                    json.Add((byte)'n');
                    break;
                case (byte)'\f':
                    json.Add((byte)'f');
                    break;
                case (byte)'\r':
                    json.Add((byte)'r');
                    break;
                default:
                    json.Add($"u{(int)c:x4}");
                    break;
            }
        }
        json.Add((byte)'"');
    }
}

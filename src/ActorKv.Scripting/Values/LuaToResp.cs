// A Lua value becomes a reply. Numbers lose their fraction; a table is what its fields say (err, ok, double, map, set, big_number, verbatim_string),
// otherwise an array that ends at its first nil.

using ActorKv.Core.DataTypes;
using ActorKv.Protocol;
using ActorKv.Scripting.Native;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting.Values;

internal readonly ref struct LuaToResp(LuaThread lua, RespWriter reply, int scriptVersion)
{
    // Redis runs out of Lua's C stack (8000 slots, four a level).
    private const int MaxDepth = 2000;

    /// <summary>Writes the value on top, and pops it.</summary>
    public void Write() => Write(0);

    private void Write(int depth)
    {
        switch (TypeOf(lua, -1))
        {
            case LuaType.String:
                reply.Bulk(StringAt(lua, -1));
                break;
            case LuaType.Boolean when scriptVersion >= 3:
                reply.Boolean(ToBoolean(lua, -1) != 0);
                break;
            case LuaType.Boolean when ToBoolean(lua, -1) != 0:
                reply.Integer(1);
                break;
            case LuaType.Number:
                reply.Integer(WholeAt(lua, -1));
                break;
            case LuaType.Table:
                if (depth >= MaxDepth || CheckStack(lua, 4) == 0) reply.Error("ERR reached lua stack limit");
                else Table(depth);
                break;
            default:
                reply.Null();
                break;
        }
        Pop(lua, 1);
    }

    /// <summary>A number as C cuts a double to 64 bits: what does not fit becomes the smallest.</summary>
    public static unsafe long WholeAt(LuaThread lua, int index)
    {
        if (IsInteger(lua, index) != 0) return ToInteger(lua, index, null);
        double value = ToNumber(lua, index, null);
        return value is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)value : long.MinValue;
    }

    private void Table(int depth)
    {
        if (Field("err"u8, LuaType.String))
        {
            reply.Error(StringAt(lua, -1));
            Pop(lua, 1);
            return;
        }
        if (Field("ok"u8, LuaType.String))
        {
            Span<byte> text = StringAt(lua, -1).ToArray();
            text.Replace((byte)'\r', (byte)' ');
            text.Replace((byte)'\n', (byte)' ');
            reply.SimpleString(text);
            Pop(lua, 1);
            return;
        }
        if (Field("double"u8, LuaType.Number))
        {
            Double();
            return;
        }
        if (Field("map"u8, LuaType.Table))
        {
            Pairs(depth, isMap: true);
            return;
        }
        if (Field("set"u8, LuaType.Table))
        {
            Pairs(depth, isMap: false);
            return;
        }
        if (Field("big_number"u8, LuaType.String))
        {
            BigNumber();
            return;
        }
        if (Field("verbatim_string"u8, LuaType.Table))
        {
            if (Verbatim()) return;
        }
        Array(depth);
    }

    // True with the field on top when it is of the type.
    private bool Field(ReadOnlySpan<byte> name, LuaType type)
    {
        RawGetField(lua, -1, name);
        if (TypeOf(lua, -1) == type) return true;
        Pop(lua, 1);
        return false;
    }

    private unsafe void Double()
    {
        Span<byte> text = stackalloc byte[DoubleText.MaxLength];
        reply.Double(DoubleText.Format(ToNumber(lua, -1, null), text));
        Pop(lua, 1);
    }

    private void Pairs(int depth, bool isMap)
    {
        int count = 0;
        PushNil(lua);
        while (Next(lua, -2) != 0)
        {
            count++;
            Pop(lua, 1);
        }
        if (isMap) reply.Map(count);
        else reply.Set(count);
        PushNil(lua);
        while (Next(lua, -2) != 0)
        {
            // table, key, value
            PushValue(lua, -2);
            Write(depth + 1);
            if (isMap) Write(depth + 1);
            else Pop(lua, 1);
        }
        Pop(lua, 1);
    }

    private void BigNumber()
    {
        Span<byte> text = StringAt(lua, -1).ToArray();
        text.Replace((byte)'\r', (byte)' ');
        text.Replace((byte)'\n', (byte)' ');
        if (reply.Version >= 3)
        {
            reply.Raw("("u8);
            reply.Raw(text);
            reply.Raw("\r\n"u8);
        }
        else reply.Bulk(text);
        Pop(lua, 1);
    }

    private bool Verbatim()
    {
        if (Field("string"u8, LuaType.String))
        {
            Rotate(lua, -2, 1);
            if (Field("format"u8, LuaType.String))
            {
                // string, table, format
                Span<byte> format = stackalloc byte[3];
                format.Fill((byte)' ');
                ReadOnlySpan<byte> given = StringAt(lua, -1);
                given[..Math.Min(3, given.Length)].CopyTo(format);
                reply.Verbatim(format, StringAt(lua, -3));
                Pop(lua, 3);
                return true;
            }
            Pop(lua, 2);
            return false;
        }
        Pop(lua, 1);
        return false;
    }

    private void Array(int depth)
    {
        int count = 0;
        while (RawGetInteger(lua, -1, count + 1) != LuaType.Nil)
        {
            count++;
            Pop(lua, 1);
        }
        Pop(lua, 1);
        reply.Array(count);
        for (int i = 1; i <= count; i++)
        {
            RawGetInteger(lua, -1, i);
            Write(depth + 1);
        }
    }
}

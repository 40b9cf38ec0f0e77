// cmsgpack.unpack, unpack_one and unpack_limit: MessagePack as Lua values. What packs nothing that Lua has (binary, extensions) is bad data, as for
// Redis' cmsgpack.
//
//   unpack(packed)                          all values
//   unpack_one(packed, offset)              where to go on (-1 at the end), a value
//   unpack_limit(packed, limit, offset)     where to go on, so many values

using System.Buffers.Binary;
using ActorKv.Scripting.Native;
using ActorKv.Scripting.Values;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting.Libraries;

internal ref struct MessagePackDecoder(LuaThread lua, ReadOnlySpan<byte> packed, int offset)
{
    private const int DeepestNesting = 2000;

    private readonly ReadOnlySpan<byte> _packed = packed;
    private int _at = offset;
    private string? _error;

    public static int Unpack(LuaInterpreter interpreter, LuaThread lua) => Unpack(lua, "unpack", 0, 0, full: true);

    public static int UnpackOne(LuaInterpreter interpreter, LuaThread lua) =>
        TryOffset(lua, 2, "unpack_one", 0, out double offset) ? Unpack(lua, "unpack_one", 1, offset, full: false) : LuaFunction.WrongType(lua, 2, "unpack_one", "number");

    public static int UnpackLimit(LuaInterpreter interpreter, LuaThread lua)
    {
        if (!TryOffset(lua, 2, "unpack_limit", null, out double limit)) return LuaFunction.WrongType(lua, 2, "unpack_limit", "number");
        if (!TryOffset(lua, 3, "unpack_limit", 0, out double offset)) return LuaFunction.WrongType(lua, 3, "unpack_limit", "number");
        return Unpack(lua, "unpack_limit", limit, offset, full: limit == 0 && offset == 0);
    }

    private static bool TryOffset(LuaThread lua, int argument, string function, double? otherwise, out double value)
    {
        if (otherwise is { } given && TypeOf(lua, argument) is LuaType.None or LuaType.Nil)
        {
            value = given;
            return true;
        }
        return LuaFunction.TryNumber(lua, argument, out value);
    }

    private static int Unpack(LuaThread lua, string function, double limit, double offset, bool full)
    {
        if (!LuaFunction.TryBytes(lua, 1, out ReadOnlySpan<byte> packed)) return LuaFunction.WrongType(lua, 1, function, "string");
        if (offset < 0 || limit < 0) return LuaFunction.Fail(lua, $"Invalid request to unpack with offset of {(long)offset} and limit of {packed.Length}.");
        if (offset > packed.Length) return LuaFunction.Fail(lua, $"Start offset {(long)offset} greater than input length {packed.Length}.");
        if (limit == 0) limit = int.MaxValue;
        MessagePackDecoder decoder = new(lua, packed, (int)offset);
        PushBoolean(lua, 1);
        int results = 1, where = GetTop(lua) + 1;
        if (!full) PushNil(lua);
        for (int count = 0; decoder._at < packed.Length && count < limit; count++)
        {
            if (CheckStack(lua, 8) == 0) return LuaFunction.Fail(lua, "too many results to unpack");
            if (!decoder.Value(0)) return LuaFunction.Fail(lua, decoder._error!);
            results++;
        }
        if (full) return results;
        PushInteger(lua, decoder._at >= packed.Length ? -1 : decoder._at);
        Rotate(lua, where, 1);
        Rotate(lua, where + 1, -1);
        Pop(lua, 1);
        return results + 1;
    }

    private bool Missing()
    {
        _error = "Missing bytes in input.";
        return false;
    }

    private bool Take(int count, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (count < 0 || _packed.Length - _at < count) return Missing();
        bytes = _packed.Slice(_at, count);
        _at += count;
        return true;
    }

    // An unsigned number of so many bytes.
    private bool Take(int count, out ulong value)
    {
        value = 0;
        if (!Take(count, out ReadOnlySpan<byte> bytes)) return false;
        foreach (byte b in bytes) value = value << 8 | b;
        return true;
    }

    private bool Value(int depth)
    {
        if (!Take(1, out ulong tag)) return false;
        switch (tag)
        {
            case <= 0x7f:
                PushInteger(lua, (long)tag);
                return true;
            case <= 0x8f:
                return Map((int)tag & 15, depth);
            case <= 0x9f:
                return Array((int)tag & 15, depth);
            case <= 0xbf:
                return Text((int)tag & 31);
            case 0xc0:
                PushNil(lua);
                return true;
            case 0xc2 or 0xc3:
                PushBoolean(lua, tag == 0xc3 ? 1 : 0);
                return true;
            case 0xca:
                if (!Take(4, out ReadOnlySpan<byte> single)) return false;
                Push(lua, BinaryPrimitives.ReadSingleBigEndian(single));
                return true;
            case 0xcb:
                if (!Take(8, out ReadOnlySpan<byte> wide)) return false;
                Push(lua, BinaryPrimitives.ReadDoubleBigEndian(wide));
                return true;
            case >= 0xcc and <= 0xcf:
                if (!Take(1 << (int)(tag - 0xcc), out ulong unsigned)) return false;
                RespToLua.PushWhole(lua, (long)unsigned);
                return true;
            case >= 0xd0 and <= 0xd3:
                int size = 1 << (int)(tag - 0xd0);
                if (!Take(size, out ulong signed)) return false;
                RespToLua.PushWhole(lua, (long)signed << (64 - 8 * size) >> (64 - 8 * size));
                return true;
            case >= 0xd9 and <= 0xdb:
                return Take(1 << (int)(tag - 0xd9), out ulong length) && Text(length > int.MaxValue ? -1 : (int)length);
            case 0xdc or 0xdd:
                return Take(tag == 0xdc ? 2 : 4, out ulong items) && Array((long)items, depth);
            case 0xde or 0xdf:
                return Take(tag == 0xde ? 2 : 4, out ulong pairs) && Map((long)pairs, depth);
            case >= 0xe0:
                PushInteger(lua, (sbyte)tag);
                return true;
            default:
                _error = "Bad data format in input.";
                return false;
        }
    }

    private bool Text(int length)
    {
        if (!Take(length, out ReadOnlySpan<byte> text)) return false;
        Push(lua, text);
        return true;
    }

    private readonly bool TooDeep(int depth) => depth > DeepestNesting || CheckStack(lua, 6) == 0;

    private bool Array(long count, int depth)
    {
        if (TooDeep(depth)) return Missing();
        CreateTable(lua, (int)Math.Min(count, _packed.Length - _at), 0);
        for (long i = 1; i <= count; i++)
        {
            if (!Value(depth + 1)) return false;
            RawSetInteger(lua, -2, i);
        }
        return true;
    }

    private unsafe bool Map(long count, int depth)
    {
        if (TooDeep(depth)) return Missing();
        CreateTable(lua, 0, (int)Math.Min(count, _packed.Length - _at));
        for (long i = 0; i < count; i++)
        {
            if (!Value(depth + 1) || !Value(depth + 1)) return false;
            bool isKey = TypeOf(lua, -2) switch
            {
                LuaType.Nil => false,
                LuaType.Number => !double.IsNaN(ToNumber(lua, -2, null)),
                _ => true,
            };
            if (isKey) RawSet(lua, -3);
            else Pop(lua, 2);
        }
        return true;
    }
}

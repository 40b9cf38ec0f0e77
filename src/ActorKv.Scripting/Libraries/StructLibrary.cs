// struct.pack, struct.unpack, struct.size: values as the bytes of C structures. The options: StructFormat.

using System.Buffers.Binary;
using ActorKv.Scripting.Native;
using ActorKv.Scripting.Values;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting.Libraries;

internal static class StructLibrary
{
    public static int Pack(LuaInterpreter interpreter, LuaThread lua)
    {
        if (!LuaFunction.TryBytes(lua, 1, out ReadOnlySpan<byte> text)) return LuaFunction.WrongType(lua, 1, "pack", "string");
        StructFormat format = new(text);
        ByteBuilder packed = interpreter.Scratch;
        packed.Clear();
        int argument = 2;
        while (format.Next())
        {
            packed.Fill(0, format.PaddingAt(packed.Length));
            switch (format.Option)
            {
                case 'b' or 'B' or 'h' or 'H' or 'l' or 'L' or 'T' or 'i' or 'I':
                    if (!LuaFunction.TryNumber(lua, argument, out double number)) return NoNumber(lua, argument);
                    Whole(packed, ToWhole(number), (int)format.Size, format.IsLittleEndian);
                    argument++;
                    break;
                case 'x':
                    packed.Add(0);
                    break;
                case 'f' or 'd':
                    if (!LuaFunction.TryNumber(lua, argument, out double real)) return NoNumber(lua, argument);
                    Real(packed, real, format.Size == 4, format.IsLittleEndian);
                    argument++;
                    break;
                case 'c' or 's':
                    if (!LuaFunction.TryBytes(lua, argument, out ReadOnlySpan<byte> bytes)) return LuaFunction.WrongType(lua, argument, "pack", "string");
                    argument++;
                    long size = format.Size == 0 ? bytes.Length : format.Size;
                    if (bytes.Length < size) return LuaFunction.BadArgument(lua, argument, "pack", "string too short");
                    packed.Add(bytes[..(int)size]);
                    if (format.Option == 's') packed.Add(0);
                    break;
                default:
                    return LuaFunction.BadArgument(lua, 1, "pack", $"invalid format option '{format.Option}'");
            }
        }
        if (format.Error is { } error) return LuaFunction.Fail(lua, error);
        PushBoolean(lua, 1);
        Push(lua, packed.Written);
        return 2;
    }

    public static int Unpack(LuaInterpreter interpreter, LuaThread lua)
    {
        if (!LuaFunction.TryBytes(lua, 1, out ReadOnlySpan<byte> text)) return LuaFunction.WrongType(lua, 1, "unpack", "string");
        if (!LuaFunction.TryBytes(lua, 2, out ReadOnlySpan<byte> data)) return LuaFunction.WrongType(lua, 2, "unpack", "string");
        double from = 1;
        if (TypeOf(lua, 3) is not (LuaType.None or LuaType.Nil) && !LuaFunction.TryNumber(lua, 3, out from)) return LuaFunction.WrongType(lua, 3, "unpack", "number");
        if (Math.Truncate(from) == 0) return LuaFunction.BadArgument(lua, 3, "unpack", "offset must be 1 or greater");
        if (from < 0 || from - 1 > data.Length) return TooShort(lua);
        StructFormat format = new(text);
        int at = (int)from - 1, results = 1;
        PushBoolean(lua, 1);
        while (format.Next())
        {
            at += format.PaddingAt(at);
            long size = format.Size;
            if (size > data.Length - at) return TooShort(lua);
            if (CheckStack(lua, 4) == 0) return LuaFunction.Fail(lua, "too many results to unpack");
            switch (format.Option)
            {
                case 'b' or 'B' or 'h' or 'H' or 'l' or 'L' or 'T' or 'i' or 'I':
                    PushWhole(lua, data.Slice(at, (int)size), format.IsLittleEndian, isSigned: char.IsAsciiLetterLower(format.Option));
                    results++;
                    break;
                case 'x':
                    break;
                case 'f' or 'd':
                    Push(lua, Real(data.Slice(at, (int)size), format.IsLittleEndian));
                    results++;
                    break;
                case 'c':
                    if (size == 0)
                    {
                        // The number before says how many, and is no result.
                        if (results == 1 || !LuaFunction.TryNumber(lua, -1, out double before)) return LuaFunction.Fail(lua, "format 'c0' needs a previous size");
                        Pop(lua, 1);
                        results--;
                        if (before < 0 || before > data.Length - at) return TooShort(lua);
                        size = (long)before;
                    }
                    Push(lua, data.Slice(at, (int)size));
                    results++;
                    break;
                case 's':
                    int length = data[at..].IndexOf((byte)0);
                    if (length < 0) return LuaFunction.Fail(lua, "unfinished string in data");
                    Push(lua, data.Slice(at, length));
                    size = length + 1;
                    results++;
                    break;
                default:
                    return LuaFunction.BadArgument(lua, 1, "unpack", $"invalid format option '{format.Option}'");
            }
            at += (int)size;
        }
        if (format.Error is { } error) return LuaFunction.Fail(lua, error);
        PushInteger(lua, at + 1);
        return results + 1;
    }

    public static int Size(LuaInterpreter interpreter, LuaThread lua)
    {
        if (!LuaFunction.TryBytes(lua, 1, out ReadOnlySpan<byte> text)) return LuaFunction.WrongType(lua, 1, "size", "string");
        StructFormat format = new(text);
        long total = 0;
        while (format.Next())
        {
            total += format.PaddingAt(total);
            if (format.Option == 's') return LuaFunction.BadArgument(lua, 1, "size", "option 's' has no fixed size");
            if (format is { Option: 'c', Size: 0 }) return LuaFunction.BadArgument(lua, 1, "size", "option 'c0' has no fixed size");
            total += format.Size;
        }
        if (format.Error is { } error) return LuaFunction.Fail(lua, error);
        PushBoolean(lua, 1);
        PushInteger(lua, total);
        return 2;
    }

    private static int TooShort(LuaThread lua) => LuaFunction.BadArgument(lua, 2, "unpack", "data string too short");

    private static int NoNumber(LuaThread lua, int argument) => TypeOf(lua, argument) == LuaType.None
        ? LuaFunction.BadArgument(lua, argument, "pack", "number expected, got nil")
        : LuaFunction.WrongType(lua, argument, "pack", "number");

    private static long ToWhole(double number) => number switch
    {
        >= -9223372036854775808.0 and < 9223372036854775808.0 => (long)number,
        >= 9223372036854775808.0 and < 18446744073709551616.0 => (long)(ulong)number,
        _ => long.MinValue,
    };

    private static void Whole(ByteBuilder packed, long value, int size, bool littleEndian)
    {
        Span<byte> bytes = packed.Reserve(size)[..size];
        for (int i = 0; i < size; i++)
        {
            bytes[littleEndian ? i : size - 1 - i] = (byte)value;
            value >>= 8;
        }
        packed.Advance(size);
    }

    private static void Real(ByteBuilder packed, double value, bool isSingle, bool littleEndian)
    {
        Span<byte> bytes = packed.Reserve(8);
        if (isSingle) BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
        else BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        int size = isSingle ? 4 : 8;
        if (!littleEndian) bytes[..size].Reverse();
        packed.Advance(size);
    }

    private static double Real(ReadOnlySpan<byte> bytes, bool littleEndian) => (bytes.Length, littleEndian) switch
    {
        (4, true) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (4, false) => BinaryPrimitives.ReadSingleBigEndian(bytes),
        (_, true) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleBigEndian(bytes),
    };

    // What is wider than 64 bits loses its upper ones.
    private static void PushWhole(LuaThread lua, ReadOnlySpan<byte> bytes, bool littleEndian, bool isSigned)
    {
        ulong value = 0;
        int size = Math.Min(bytes.Length, 8);
        for (int i = 0; i < size; i++) value |= (ulong)bytes[littleEndian ? i : bytes.Length - 1 - i] << (8 * i);
        int unused = 64 - 8 * size;
        if (isSigned) RespToLua.PushWhole(lua, size == 0 ? 0 : (long)(value << unused) >> unused);
        else if (value <= long.MaxValue) RespToLua.PushWhole(lua, (long)value);
        else PushNumber(lua, value);
    }
}

// cmsgpack.pack: Lua values as MessagePack, one behind the other. A number is an integer when it has no fraction, otherwise a float if that loses
// nothing; a table is an array when its keys are 1 to n; deeper than 16 levels there is nil, and for what has no form too.
// Format: https://github.com/msgpack/msgpack/blob/master/spec.md

using System.Buffers.Binary;
using ActorKv.Scripting.Native;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting.Libraries;

internal readonly ref struct MessagePackEncoder(LuaThread lua, ByteBuilder packed)
{
    private const int MaxNesting = 16;

    public static int Pack(LuaInterpreter interpreter, LuaThread lua)
    {
        int count = GetTop(lua);
        if (count == 0) return LuaFunction.BadArgument(lua, 0, "pack", "MessagePack pack needs input.");
        ByteBuilder packed = interpreter.Scratch;
        packed.Clear();
        MessagePackEncoder encoder = new(lua, packed);
        for (int i = 1; i <= count; i++)
        {
            PushValue(lua, i);
            encoder.Value(0);
        }
        PushBoolean(lua, 1);
        Push(lua, packed.Written);
        return 2;
    }

    // The value on top, which is popped.
    private void Value(int depth)
    {
        switch (TypeOf(lua, -1))
        {
            case LuaType.String:
                ReadOnlySpan<byte> text = StringAt(lua, -1);
                Header(text.Length, 0xa0, 31, 0xd9);
                packed.Add(text);
                break;
            case LuaType.Boolean:
                packed.Add((byte)(ToBoolean(lua, -1) != 0 ? 0xc3 : 0xc2));
                break;
            case LuaType.Number:
                Number();
                break;
            case LuaType.Table when depth < MaxNesting && CheckStack(lua, 4) != 0:
                Table(depth);
                break;
            default:
                packed.Add(0xc0);
                break;
        }
        Pop(lua, 1);
    }

    private unsafe void Number()
    {
        if (IsInteger(lua, -1) != 0)
        {
            Integer(ToInteger(lua, -1, null));
            return;
        }
        double value = ToNumber(lua, -1, null);
        if (value == Math.Floor(value) && value is >= -9223372036854775808.0 and < 9223372036854775808.0)
        {
            Integer((long)value);
            return;
        }
        float single = (float)value;
        if (single == value)
        {
            packed.Add(0xca);
            BinaryPrimitives.WriteSingleBigEndian(packed.Reserve(4), single);
            packed.Advance(4);
            return;
        }
        packed.Add(0xcb);
        BinaryPrimitives.WriteDoubleBigEndian(packed.Reserve(8), value);
        packed.Advance(8);
    }

    private void Integer(long value)
    {
        switch (value)
        {
            case >= -32 and <= 127:
                packed.Add((byte)value);
                break;
            case >= 0 and <= byte.MaxValue:
                Tagged(0xcc, value, 1);
                break;
            case >= 0 and <= ushort.MaxValue:
                Tagged(0xcd, value, 2);
                break;
            case >= 0 and <= uint.MaxValue:
                Tagged(0xce, value, 4);
                break;
            case >= 0:
                Tagged(0xcf, value, 8);
                break;
            case >= sbyte.MinValue:
                Tagged(0xd0, value, 1);
                break;
            case >= short.MinValue:
                Tagged(0xd1, value, 2);
                break;
            case >= int.MinValue:
                Tagged(0xd2, value, 4);
                break;
            default:
                Tagged(0xd3, value, 8);
                break;
        }
    }

    private void Tagged(byte tag, long value, int bytes)
    {
        packed.Add(tag);
        for (int i = bytes - 1; i >= 0; i--) packed.Add((byte)(value >> (8 * i)));
    }

    // Strings have a form for lengths of one byte; arrays and maps have not.
    private void Header(int length, byte small, int smallMost, byte oneByte, byte twoBytes = 0xda)
    {
        if (length <= smallMost) packed.Add((byte)(small | length));
        else if (oneByte != 0 && length <= byte.MaxValue) Tagged(oneByte, length, 1);
        else if (length <= ushort.MaxValue) Tagged(twoBytes, length, 2);
        else Tagged((byte)(twoBytes + 1), length, 4);
    }

    private void Table(int depth)
    {
        (bool isArray, int count) = Measure();
        if (isArray)
        {
            Header(count, 0x90, 15, 0, 0xdc);
            for (int i = 1; i <= count; i++)
            {
                RawGetInteger(lua, -1, i);
                Value(depth + 1);
            }
            return;
        }
        Header(count, 0x80, 15, 0, 0xde);
        PushNil(lua);
        while (Next(lua, -2) != 0)
        {
            PushValue(lua, -2);
            Value(depth + 1);
            Value(depth + 1);
        }
    }

    private unsafe (bool IsArray, int Count) Measure()
    {
        int count = 0;
        double most = 0;
        bool whole = true;
        PushNil(lua);
        while (Next(lua, -2) != 0)
        {
            count++;
            double key = TypeOf(lua, -2) == LuaType.Number ? ToNumber(lua, -2, null) : 0;
            if (key < 1 || key != Math.Floor(key)) whole = false;
            most = Math.Max(most, key);
            Pop(lua, 1);
        }
        return (whole && most == count, count);
    }
}

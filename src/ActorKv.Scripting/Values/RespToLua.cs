// A reply becomes a Lua value.
//
//   :1 integer     number                         , double      {double=}              % map      {map={}}
//   $ bulk         string                         ( big number  {big_number=}          ~ set      {set={member=true}}
//   $-1 *-1        false                          = verbatim    {verbatim_string={string=, format=}}
//   + status       {ok=}                          # boolean     true, false
//   - error        {err=}                         _ null        nil
//   * array        {}
//
// The bytes are a command's own reply, so they are well-formed.

using System.Buffers.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Scripting.Native;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting.Values;

internal static class RespToLua
{
    /// <summary>Pushes the value of a reply.</summary>
    public static void Push(LuaThread lua, ReadOnlySpan<byte> reply)
    {
        int at = 0;
        Push(lua, reply, ref at);
    }

    private static void Push(LuaThread lua, ReadOnlySpan<byte> reply, ref int at)
    {
        EnsureStack(lua, 6);
        byte type = reply[at++];
        int lineEnd = at + reply[at..].IndexOf((byte)'\r');
        ReadOnlySpan<byte> line = reply[at..lineEnd];
        at = lineEnd + 2;
        switch (type)
        {
            case (byte)':':
                PushWhole(lua, Integer(line));
                break;
            case (byte)'+':
                PushField(lua, "ok"u8, line);
                break;
            case (byte)'-':
                PushField(lua, "err"u8, line);
                break;
            case (byte)'$':
                PushBulk(lua, reply, ref at, (int)Integer(line));
                break;
            case (byte)'*':
                PushArray(lua, reply, ref at, Integer(line));
                break;
            case (byte)'%':
                CreateTable(lua, 0, 1);
                PushPairs(lua, reply, ref at, (int)Integer(line), isMap: true);
                RawSetField(lua, -2, "map"u8);
                break;
            case (byte)'~':
                CreateTable(lua, 0, 1);
                PushPairs(lua, reply, ref at, (int)Integer(line), isMap: false);
                RawSetField(lua, -2, "set"u8);
                break;
            case (byte)'_':
                PushNil(lua);
                break;
            case (byte)'#':
                PushBoolean(lua, line[0] == 't' ? 1 : 0);
                break;
            case (byte)',':
                CreateTable(lua, 0, 1);
                LuaNative.Push(lua, DoubleText.TryParse(line, out double value, out _) ? value : double.NaN);
                RawSetField(lua, -2, "double"u8);
                break;
            case (byte)'(':
                PushField(lua, "big_number"u8, line);
                break;
            case (byte)'=':
                PushVerbatim(lua, reply.Slice(at, (int)Integer(line)));
                at += (int)Integer(line) + 2;
                break;
            default:
                PushNil(lua);
                break;
        }
    }

    /// <summary>A whole number: beyond 2^53 a double, as all numbers of Lua 5.1 are.</summary>
    public static void PushWhole(LuaThread lua, long value)
    {
        if (value is >= -(1L << 53) and <= 1L << 53) PushInteger(lua, value);
        else PushNumber(lua, value);
    }

    private static long Integer(ReadOnlySpan<byte> digits) => Utf8Parser.TryParse(digits, out long value, out _) ? value : 0;

    private static void PushField(LuaThread lua, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        CreateTable(lua, 0, 1);
        LuaNative.Push(lua, text);
        RawSetField(lua, -2, name);
    }

    private static void PushBulk(LuaThread lua, ReadOnlySpan<byte> reply, ref int at, int length)
    {
        if (length < 0)
        {
            PushBoolean(lua, 0);
            return;
        }
        LuaNative.Push(lua, reply.Slice(at, length));
        at += length + 2;
    }

    private static void PushArray(LuaThread lua, ReadOnlySpan<byte> reply, ref int at, long count)
    {
        if (count < 0)
        {
            PushBoolean(lua, 0);
            return;
        }
        CreateTable(lua, (int)count, 0);
        for (int i = 1; i <= count; i++)
        {
            Push(lua, reply, ref at);
            RawSetInteger(lua, -2, i);
        }
    }

    private static void PushPairs(LuaThread lua, ReadOnlySpan<byte> reply, ref int at, int count, bool isMap)
    {
        CreateTable(lua, 0, count);
        for (int i = 0; i < count; i++)
        {
            Push(lua, reply, ref at);
            if (isMap) Push(lua, reply, ref at);
            else PushBoolean(lua, 1);
            // A key can be neither nil nor NaN.
            if (TypeOf(lua, -2) == LuaType.Nil) Pop(lua, 2);
            else RawSet(lua, -3);
        }
    }

    private static void PushVerbatim(LuaThread lua, ReadOnlySpan<byte> text)
    {
        CreateTable(lua, 0, 1);
        CreateTable(lua, 0, 2);
        LuaNative.Push(lua, text[4..]);
        RawSetField(lua, -2, "string"u8);
        LuaNative.Push(lua, text[..3]);
        RawSetField(lua, -2, "format"u8);
        RawSetField(lua, -2, "verbatim_string"u8);
    }
}

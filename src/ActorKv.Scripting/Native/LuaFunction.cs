// A function of the room that Lua calls. It never raises: it pushes true and its results, or false and a message, and the prelude raises.
// While it runs memory is not refused, and no exception leaves it: a bug stops the script, and is thrown anew where the script was started.

using System.Runtime.InteropServices;
using ActorKv.Scripting.Values;
using System.Text;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting.Native;

/// <summary>What a function is about to do with its thread's stack; the arguments are at 1, 2 ….</summary>
internal delegate int LuaFunctionBody(LuaInterpreter interpreter, LuaThread lua);

internal static class LuaFunction
{
    /// <summary>Answers with the message of an error.</summary>
    public static int Fail(LuaThread lua, string message)
    {
        PushBoolean(lua, 0);
        Push(lua, Encoding.Latin1.GetBytes(message));
        return 2;
    }

    /// <summary>What 5.1 says of an argument of the wrong type.</summary>
    public static int WrongType(LuaThread lua, int argument, string function, string expected) =>
        Fail(lua, $"bad argument #{argument} to '{function}' ({expected} expected, got {NameOf(lua, argument)})");

    public static int BadArgument(LuaThread lua, int argument, string function, string why) => Fail(lua, $"bad argument #{argument} to '{function}' ({why})");

    /// <summary>The bytes of an argument that is a string or, converted in place, a number.</summary>
    public static unsafe bool TryBytes(LuaThread lua, int argument, out ReadOnlySpan<byte> bytes)
    {
        LuaType type = TypeOf(lua, argument);
        if (type == LuaType.Number)
        {
            Span<byte> text = stackalloc byte[NumberText.MaxLength];
            int length = NumberText.Format(lua, argument, text);
            Push(lua, text[..length]);
            // Lua has no API to put what is on top elsewhere but this: rotate it there, drop what was.
            Rotate(lua, argument, 1);
            Rotate(lua, argument + 1, -1);
            Pop(lua, 1);
            type = LuaType.String;
        }
        bytes = type == LuaType.String ? StringAt(lua, argument) : default;
        return type == LuaType.String;
    }

    /// <summary>A number, or a string that spells one.</summary>
    public static unsafe bool TryNumber(LuaThread lua, int argument, out double value)
    {
        int isNumber;
        value = ToNumber(lua, argument, &isNumber);
        return isNumber != 0;
    }

    public static string NameOf(LuaThread lua, int index) => TypeOf(lua, index) switch
    {
        LuaType.None => "no value",
        LuaType.Nil => "nil",
        LuaType.Boolean => "boolean",
        LuaType.Number => "number",
        LuaType.String => "string",
        LuaType.Table => "table",
        LuaType.Function => "function",
        LuaType.Thread => "thread",
        _ => "userdata",
    };

    public static unsafe string Text(byte* zeroTerminated) => Marshal.PtrToStringUTF8((nint)zeroTerminated) ?? "";
}

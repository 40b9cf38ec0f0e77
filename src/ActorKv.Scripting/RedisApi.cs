// The functions of the table redis that need this room, and what the prelude needs to be the prelude.

using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Scripting;
using ActorKv.Protocol;
using ActorKv.Scripting.Native;
using ActorKv.Scripting.Values;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting;

internal static class RedisApi
{
    private const string NoArguments = "ERR Please specify at least one argument for this redis lib call";

    private const string BadArgument = "ERR Lua redis lib command arguments must be strings or integers";

    private const string UnknownCommand = "ERR Invalid command passed to redis.acl_check_cmd()";

    /// <summary>redis.call and redis.pcall: the reply; or the error and true.</summary>
    public static int Call(LuaInterpreter interpreter, LuaThread lua)
    {
        Request request = interpreter.Request;
        if (!TryRequest(interpreter, lua, request, out string? error)) return Refuse(lua, error);
        RespWriter reply = interpreter.Replies;
        reply.Version = interpreter.Version;
        long errors = reply.Errors;
        if (!interpreter.Host.Call(request, reply))
        {
            interpreter.StopAt(lua, ScriptStop.MustReachFurther);
            reply.Truncate(reply.Head);
            return 0;
        }
        ReadOnlySpan<byte> bytes = reply.Peek().Span;
        bool whole = bytes.Length == reply.Pending;
        RespToLua.Push(lua, whole ? bytes : reply.TakeAll());
        if (whole) reply.Advance(bytes.Length);
        if (reply.Errors == errors || TypeOf(lua, -1) != LuaType.Table || RawGetField(lua, -1, "err"u8) != LuaType.String) return 1;
        Pop(lua, 1);
        PushBoolean(lua, 1);
        return 2;
    }

    /// <summary>redis.acl_check_cmd: whether the user may; or the error and true.</summary>
    public static int CheckAccess(LuaInterpreter interpreter, LuaThread lua)
    {
        if (!TryRequest(interpreter, lua, interpreter.Request, out string? error)) return Refuse(lua, error);
        if (interpreter.Host.MayRun(interpreter.Request) is not { } allowed) return Refuse(lua, UnknownCommand);
        PushBoolean(lua, allowed ? 1 : 0);
        return 1;
    }

    public static int Sha1Hex(LuaInterpreter interpreter, LuaThread lua)
    {
        LuaFunction.TryBytes(lua, 1, out ReadOnlySpan<byte> text);
        Push(lua, Encoding.ASCII.GetBytes(ScriptSha.Of(text)));
        return 1;
    }

    public static unsafe int Log(LuaInterpreter interpreter, LuaThread lua)
    {
        LuaFunction.TryBytes(lua, 2, out ReadOnlySpan<byte> text);
        interpreter.Host.Log((int)ToInteger(lua, 1, null), text);
        return 0;
    }

    public static unsafe int SetVersion(LuaInterpreter interpreter, LuaThread lua)
    {
        interpreter.Version = (int)ToInteger(lua, 1, null);
        return 0;
    }

    /// <summary>Compiles a text: true and the chunk, or false and what is wrong.</summary>
    public static int Load(LuaInterpreter interpreter, LuaThread lua)
    {
        LuaFunction.TryBytes(lua, 1, out ReadOnlySpan<byte> text);
        LuaFunction.TryBytes(lua, 2, out ReadOnlySpan<byte> given);
        string name = Encoding.Latin1.GetString(given);
        PushBoolean(lua, 1);
        return LuaInterpreter.TryCompile(lua, text.ToArray(), 0, name, onlyFirstResult: false) is { } error ? LuaFunction.Fail(lua, error) : 2;
    }

    /// <summary>An error as 5.1 would have said it; a second argument is the coroutine that it ended.</summary>
    public static int Place(LuaInterpreter interpreter, LuaThread lua)
    {
        if (TypeOf(lua, 1) != LuaType.String)
        {
            PushValue(lua, 1);
            return 1;
        }
        LuaThread where = TypeOf(lua, 2) == LuaType.Thread ? ToThread(lua, 2) : lua;
        Push(lua, LuaErrors.Place(StringAt(lua, 1), where));
        return 1;
    }

    public static int IsPaused(LuaInterpreter interpreter, LuaThread lua)
    {
        PushBoolean(lua, interpreter.IsPaused ? 1 : 0);
        return 1;
    }

    public static int IsMain(LuaInterpreter interpreter, LuaThread lua)
    {
        PushBoolean(lua, interpreter.IsMain(lua) ? 1 : 0);
        return 1;
    }

    /// <summary>redis.register_function: name, callback, table of flags, description.</summary>
    public static int Register(LuaInterpreter interpreter, LuaThread lua)
    {
        if (interpreter.Loading is not { } loading) return LuaFunction.Fail(lua, "ERR redis.register_function can only be called on FUNCTION LOAD command");
        LuaFunction.TryBytes(lua, 1, out ReadOnlySpan<byte> name);
        string? description = TypeOf(lua, 4) == LuaType.String ? Encoding.Latin1.GetString(StringAt(lua, 4)) : null;
        if (!TryFlags(lua, out ScriptFlags flags)) return LuaFunction.Fail(lua, "ERR unknown flag given");
        if (loading.Register(Encoding.Latin1.GetString(name), description, flags) is { } error) return LuaFunction.Fail(lua, error);
        PushValue(lua, 2);
        loading.Callbacks.Add(Reference(lua, RegistryIndex));
        PushBoolean(lua, 1);
        return 1;
    }

    private static bool TryFlags(LuaThread lua, out ScriptFlags flags)
    {
        flags = ScriptFlags.None;
        if (TypeOf(lua, 3) != LuaType.Table) return true;
        for (int i = 1; ; i++)
        {
            LuaType type = RawGetInteger(lua, 3, i);
            bool known = type != LuaType.String || ScriptShebang.TryFlag(StringAt(lua, -1), ref flags);
            Pop(lua, 1);
            if (type == LuaType.Nil) return true;
            if (!known || type != LuaType.String) return false;
        }
    }

    private static int Refuse(LuaThread lua, string error)
    {
        CreateTable(lua, 0, 1);
        Push(lua, Encoding.ASCII.GetBytes(error));
        RawSetField(lua, -2, "err"u8);
        PushBoolean(lua, 1);
        return 2;
    }

    private static bool TryRequest(LuaInterpreter interpreter, LuaThread lua, Request request, out string error)
    {
        request.Clear();
        int count = GetTop(lua);
        error = NoArguments;
        if (count == 0) return false;
        error = BadArgument;
        int length = 0;
        for (int i = 1; i <= count; i++)
        {
            LuaType type = TypeOf(lua, i);
            if (type == LuaType.String) length += StringAt(lua, i).Length;
            else if (type == LuaType.Number) length += DoubleText.MaxLength;
            else return false;
        }
        byte[] buffer = interpreter.Arguments(length);
        int at = 0;
        for (int i = 1; i <= count; i++)
        {
            int size = Argument(lua, i, buffer.AsSpan(at));
            request.AddRange(at, size);
            at += size;
        }
        request.Rebase(buffer, 0);
        EnsureStack(lua, 8);
        return true;
    }

    // Numbers by "%.17g".
    private static int Argument(LuaThread lua, int index, Span<byte> target)
    {
        if (TypeOf(lua, index) == LuaType.Number) return NumberText.Format(lua, index, target, precision: 17);
        ReadOnlySpan<byte> bytes = StringAt(lua, index);
        bytes.CopyTo(target);
        return bytes.Length;
    }
}

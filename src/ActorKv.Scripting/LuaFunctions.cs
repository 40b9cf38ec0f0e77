// What the prelude gets from this room: a table of functions, each a trampoline with a number, and the number finds the function here.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorKv.Scripting.Libraries;
using ActorKv.Scripting.Native;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting;

internal static class LuaFunctions
{
    private const int FirstUpvalue = RegistryIndex - 1;

    private static readonly LuaFunctionBody[] s_bodies =
    [
        CJsonEncoder.Encode, CJsonDecoder.Decode, CJsonSettings.SetSparse, CJsonSettings.SetEncodeDepth, CJsonSettings.SetDecodeDepth, CJsonSettings.SetPrecision,
        CJsonSettings.SetKeepBuffer, CJsonSettings.SetEncodeInvalid, CJsonSettings.SetDecodeInvalid,
        MessagePackEncoder.Pack, MessagePackDecoder.Unpack, MessagePackDecoder.UnpackOne, MessagePackDecoder.UnpackLimit,
        StructLibrary.Pack, StructLibrary.Unpack, StructLibrary.Size,
        MathLibrary.Random, MathLibrary.RandomSeed, MathLibrary.Cosh, MathLibrary.Sinh, MathLibrary.Tanh, MathLibrary.Log10, MathLibrary.LoadExponent,
        MathLibrary.Fraction, MathLibrary.Concat,
        RedisApi.Load, RedisApi.Place, RedisApi.IsPaused, RedisApi.IsMain, RedisApi.Sha1Hex, RedisApi.Log, RedisApi.SetVersion, RedisApi.CheckAccess, RedisApi.Register,
    ];

    private static readonly string[] s_names =
    [
        "cjson.encode", "cjson.decode", "cjson.encode_sparse_array", "cjson.encode_max_depth", "cjson.decode_max_depth", "cjson.encode_number_precision",
        "cjson.encode_keep_buffer", "cjson.encode_invalid_numbers", "cjson.decode_invalid_numbers",
        "cmsgpack.pack", "cmsgpack.unpack", "cmsgpack.unpack_one", "cmsgpack.unpack_limit",
        "struct.pack", "struct.unpack", "struct.size",
        "random", "randomseed", "cosh", "sinh", "tanh", "log10", "ldexp", "frexp", "concat",
        "load", "place", "ispaused", "ismain", "sha1hex", "log", "setresp", "aclcheck", "register",
    ];

    /// <summary>Pushes the table of all functions.</summary>
    public static unsafe void Push(LuaThread lua)
    {
        CreateTable(lua, 0, s_bodies.Length);
        foreach (string library in (string[])["cjson", "cmsgpack", "struct"])
        {
            CreateTable(lua, 0, 8);
            RawSetField(lua, -2, System.Text.Encoding.ASCII.GetBytes(library));
        }
        for (int i = 0; i < s_bodies.Length; i++)
        {
            string[] path = s_names[i].Split('.');
            if (path.Length == 2) RawGetField(lua, -1, System.Text.Encoding.ASCII.GetBytes(path[0]));
            PushInteger(lua, i);
            PushClosure(lua, &Run, 1);
            RawSetField(lua, -2, System.Text.Encoding.ASCII.GetBytes(path[^1]));
            if (path.Length == 2) Pop(lua, 1);
        }
        PushClosure(lua, &Call, 0);
        RawSetField(lua, -2, "call"u8);
        PushLightUserdata(lua, 0);
        RawSetField(lua, -2, "null"u8);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe int Run(LuaThread lua) => Guarded(lua, s_bodies[ToInteger(lua, FirstUpvalue, null)]);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Call(LuaThread lua)
    {
        LuaInterpreter interpreter = LuaInterpreter.Of(lua);
        interpreter.EnterManaged();
        try
        {
            return RedisApi.Call(interpreter, lua);
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            return interpreter.OnBug(lua, bug);
        }
        finally
        {
            interpreter.LeaveManaged();
        }
    }

    private static int Guarded(LuaThread lua, LuaFunctionBody body)
    {
        LuaInterpreter interpreter = LuaInterpreter.Of(lua);
        interpreter.EnterManaged();
        try
        {
            // Every function may use some slots more than Lua grants one.
            EnsureStack(lua, 16);
            return body(interpreter, lua);
        }
        catch (OutOfBoundsException)
        {
            return LuaFunction.Fail(lua, "not enough memory");
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            return interpreter.OnBug(lua, bug);
        }
        finally
        {
            interpreter.LeaveManaged();
        }
    }
}

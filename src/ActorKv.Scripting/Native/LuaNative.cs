// The C API of Lua 5.4, as much as this room uses, over the native library that KeraLua brings. KeraLua's own wrapper makes strings and arrays where we
// want spans, and wraps every callback in a delegate; here callbacks are pointers to static functions.
//
// The rule that the room stands on: no Lua error (a longjmp) may cross a managed frame. So managed code never calls what can raise anything but an
// error of memory, and memory is never refused while managed code runs (LuaMemory). What may raise runs below Resume, Load and Call alone.
//
// Quick functions are called without telling the garbage collector. Those that may allocate must tell: they call back into LuaMemory.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActorKv.Scripting.Native;

/// <summary>A lua_State: a script's whole interpreter, or one coroutine of it.</summary>
internal readonly record struct LuaThread(nint Handle);

internal enum LuaType { None = -1, Nil, Boolean, LightUserdata, Number, String, Table, Function, Userdata, Thread }

internal enum LuaStatus { Ok, Yield, RuntimeError, SyntaxError, MemoryError, HandlerError }

internal static unsafe partial class LuaNative
{
    public const int RegistryIndex = -1_000_000 - 1000, RegistryGlobals = 2;

    public const int MaskLine = 4, MaskCount = 8;

    private const string Library = "lua54";

    [LibraryImport(Library, EntryPoint = "lua_newstate")]
    public static partial LuaThread NewState(delegate* unmanaged[Cdecl]<void*, void*, nuint, nuint, void*> allocate, void* data);

    [LibraryImport(Library, EntryPoint = "lua_close")]
    public static partial void Close(LuaThread lua);

    [LibraryImport(Library, EntryPoint = "lua_newthread")]
    public static partial LuaThread NewThread(LuaThread lua);

    [LibraryImport(Library, EntryPoint = "lua_closethread")]
    public static partial LuaStatus CloseThread(LuaThread lua, LuaThread from);

    [LibraryImport(Library, EntryPoint = "luaL_requiref", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void Require(LuaThread lua, string name, nint open, int global);

    [LibraryImport(Library, EntryPoint = "luaL_loadbufferx")]
    public static partial LuaStatus LoadBuffer(LuaThread lua, byte* buffer, nuint size, byte* name, byte* mode);

    [LibraryImport(Library, EntryPoint = "lua_pcallk")]
    public static partial LuaStatus ProtectedCall(LuaThread lua, int arguments, int results, int handler, nint context, nint continuation);

    [LibraryImport(Library, EntryPoint = "lua_resume")]
    public static partial LuaStatus Resume(LuaThread lua, LuaThread from, int arguments, out int results);

    [LibraryImport(Library, EntryPoint = "lua_yieldk")]
    public static partial void Yield(LuaThread lua, int results, nint context, nint continuation);

    [LibraryImport(Library, EntryPoint = "lua_gc")]
    public static partial int CollectGarbage(LuaThread lua, int what);

    [LibraryImport(Library, EntryPoint = "lua_getinfo")]
    public static partial void GetInfo(LuaThread lua, byte* what, LuaDebug* info);

    [LibraryImport(Library, EntryPoint = "lua_pushlstring")]
    public static partial nint PushBytes(LuaThread lua, byte* bytes, nuint size);

    [LibraryImport(Library, EntryPoint = "lua_pushcclosure")]
    public static partial void PushClosure(LuaThread lua, delegate* unmanaged[Cdecl]<LuaThread, int> function, int upvalues);

    [LibraryImport(Library, EntryPoint = "lua_createtable")]
    public static partial void CreateTable(LuaThread lua, int items, int fields);

    [LibraryImport(Library, EntryPoint = "lua_rawset")]
    public static partial void RawSet(LuaThread lua, int index);

    [LibraryImport(Library, EntryPoint = "lua_rawseti")]
    public static partial void RawSetInteger(LuaThread lua, int index, long key);

    [LibraryImport(Library, EntryPoint = "lua_checkstack")]
    public static partial int CheckStack(LuaThread lua, int more);

    /// <summary>The same where so few are asked for that there is no refusal.</summary>
    [LibraryImport(Library, EntryPoint = "lua_checkstack")]
    public static partial void EnsureStack(LuaThread lua, int more);

    [LibraryImport(Library, EntryPoint = "luaL_ref")]
    public static partial int Reference(LuaThread lua, int table);

    [LibraryImport(Library, EntryPoint = "luaL_unref")]
    public static partial void Unreference(LuaThread lua, int table, int reference);

    /// <summary>May convert the number at the index in place: not for the key of a traversal.</summary>
    [LibraryImport(Library, EntryPoint = "lua_tolstring")]
    public static partial byte* ToBytesConverting(LuaThread lua, int index, out nuint size);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_tolstring")]
    private static partial byte* ToBytesOfString(LuaThread lua, int index, nuint* size);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_sethook")]
    public static partial void SetHook(LuaThread lua, nint hook, int mask, int count);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_getstack")]
    public static partial int GetStack(LuaThread lua, int level, LuaDebug* info);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_gettop")]
    public static partial int GetTop(LuaThread lua);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_settop")]
    public static partial void SetTop(LuaThread lua, int index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_type")]
    public static partial LuaType TypeOf(LuaThread lua, int index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_isinteger")]
    public static partial int IsInteger(LuaThread lua, int index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_isyieldable")]
    public static partial int IsYieldable(LuaThread lua);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_tointegerx")]
    public static partial long ToInteger(LuaThread lua, int index, int* isNumber);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_tonumberx")]
    public static partial double ToNumber(LuaThread lua, int index, int* isNumber);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_toboolean")]
    public static partial int ToBoolean(LuaThread lua, int index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_touserdata")]
    public static partial nint ToUserdata(LuaThread lua, int index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_tothread")]
    public static partial LuaThread ToThread(LuaThread lua, int index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_rawlen")]
    public static partial ulong RawLength(LuaThread lua, int index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_pushnil")]
    public static partial void PushNil(LuaThread lua);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_pushinteger")]
    public static partial void PushInteger(LuaThread lua, long value);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_pushnumber")]
    public static partial void PushNumber(LuaThread lua, double value);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_pushboolean")]
    public static partial void PushBoolean(LuaThread lua, int value);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_pushlightuserdata")]
    public static partial void PushLightUserdata(LuaThread lua, nint value);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_pushvalue")]
    public static partial void PushValue(LuaThread lua, int index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_rotate")]
    public static partial void Rotate(LuaThread lua, int index, int count);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_xmove")]
    public static partial void Move(LuaThread from, LuaThread to, int count);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_rawget")]
    public static partial LuaType RawGet(LuaThread lua, int index);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_rawgeti")]
    public static partial LuaType RawGetInteger(LuaThread lua, int index, long key);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_setmetatable")]
    public static partial int SetMetatable(LuaThread lua, int index);

    /// <summary>The key on top must come from the traversal.</summary>
    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "lua_next")]
    public static partial int Next(LuaThread lua, int index);

    public static void Pop(LuaThread lua, int count) => SetTop(lua, -count - 1);

    /// <summary>The bytes of the string at the index, valid as long as it stays there. Only when it is a string.</summary>
    public static ReadOnlySpan<byte> StringAt(LuaThread lua, int index)
    {
        nuint size;
        byte* bytes = ToBytesOfString(lua, index, &size);
        return new ReadOnlySpan<byte>(bytes, (int)size);
    }

    public static void Push(LuaThread lua, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) PushBytes(lua, start, (nuint)bytes.Length);
    }

    /// <summary>A number, as an integer when it is a whole one: what Lua 5.1 prints without a fraction.</summary>
    public static void Push(LuaThread lua, double value)
    {
        if (Math.Abs(value) <= 1L << 53 && Math.Truncate(value) == value && !(value == 0 && double.IsNegative(value))) PushInteger(lua, (long)value);
        else PushNumber(lua, value);
    }

    /// <summary>Table at the top: its field, raw.</summary>
    public static LuaType RawGetField(LuaThread lua, int table, ReadOnlySpan<byte> name)
    {
        Push(lua, name);
        return RawGet(lua, table < 0 && table > RegistryIndex ? table - 1 : table);
    }

    /// <summary>Sets a field of a table to what is on top, which is popped.</summary>
    public static void RawSetField(LuaThread lua, int table, ReadOnlySpan<byte> name)
    {
        Push(lua, name);
        Rotate(lua, -2, 1);
        RawSet(lua, table < 0 && table > RegistryIndex ? table - 1 : table);
    }

    /// <summary>Compiles text, never bytecode, which could break the interpreter. Leaves the function or the message on top.</summary>
    public static LuaStatus Load(LuaThread lua, ReadOnlySpan<byte> text, ReadOnlySpan<byte> nulTerminatedName)
    {
        fixed (byte* start = text, name = nulTerminatedName, mode = "t\0"u8) return LoadBuffer(lua, start, (nuint)text.Length, name, mode);
    }

    /// <summary>A function of the native library by name, for Lua to call.</summary>
    public static nint Export(string name) => NativeLibrary.GetExport(s_library.Value, name);

    // The runtime has its own way to find the library that a package brings; an export is asked of what it found.
    private static readonly Lazy<nint> s_library = new(() => NativeLibrary.Load(Library, typeof(LuaNative).Assembly, null));
}

/// <summary>lua_Debug, as 5.4 lays it out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LuaDebug
{
    public int Event;
    public byte* Name;
    public byte* NameWhat;
    public byte* What;
    public byte* Source;
    public nuint SourceLength;
    public int CurrentLine;
    public int LineDefined;
    public int LastLineDefined;
    public byte Upvalues;
    public byte Parameters;
    public byte IsVararg;
    public byte IsTailCall;
    public ushort FirstTransferred;
    public ushort Transferred;
    public ShortSource ShortName;
    public nint CallInfo;

    [InlineArray(60)]
    public struct ShortSource
    {
        private byte _first;
    }
}

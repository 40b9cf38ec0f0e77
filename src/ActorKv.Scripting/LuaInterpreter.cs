// One interpreter: a Lua state with its prelude, what is compiled in it, and at most one run at a time.
//
//   main thread     [1] globals  [2] choose  [3] open     compiles, holds references
//   script thread   the script: a coroutine, so that it can be taken off the thread it runs on
//
//   Go ─► lua_resume ─┬─ ended                 the result becomes the reply
//                     ├─ yielded by the hook   Paused: it has taken some milliseconds, and where it runs others wait
//                     └─ failed                the error becomes the reply, with the line it happened in
//
// The hook runs every so many instructions. To stop a script for good it puts a native function of Lua's in its own place, which raises an error at
// the next instruction, and at the next, however often the script catches it.

using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;
using ActorKv.Engine;
using ActorKv.Engine.Scripting;
using ActorKv.Protocol;
using ActorKv.Scripting.Libraries;
using ActorKv.Scripting.Lua51;
using ActorKv.Scripting.Native;
using ActorKv.Scripting.Values;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting;

internal sealed unsafe partial class LuaInterpreter : IScriptRun, IDisposable
{
    private const int InstructionsPerCheck = 100_000;

    private const int Globals = 1, Choose = 2, OpenChunk = 3, KeysName = 4, ArgumentsName = 5;

    private const int KindScript = 0, KindFunction = 1, KindLoading = 2;

    // Redis' limit for FUNCTION LOAD.
    private static readonly TimeSpan s_loading = TimeSpan.FromMilliseconds(500);

    // luaL_error: raises whatever it is given.
    private static readonly nint s_raise = Export("luaL_error");

    private readonly LuaMemory* _memory;
    private readonly LuaThread _main;
    private readonly GCHandle _self;
    private LuaThread _script;
    private int _scriptReference;
    private readonly Dictionary<IRunnable, int> _compiled = new(ReferenceEqualityComparer.Instance);
    private byte[] _arguments = new byte[1024];
    private RespWriter _reply = null!;
    private IRunnable _running = null!;
    private ExceptionDispatchInfo? _bug;
    private int _kind;
    private int _toPass;
    private long _began;
    private long _instructions;
    private TimeSpan _slice;
    private bool _broken;
    private volatile bool _killRequested;

    public LuaInterpreter(long memoryLimit)
    {
        _memory = (LuaMemory*)NativeMemory.AllocZeroed((nuint)sizeof(LuaMemory));
        _memory->Limit(memoryLimit);
        _main = NewState(&LuaMemory.Allocate, _memory);
        _self = GCHandle.Alloc(this);
        // Every thread of the state gets a copy of the main one's extra space.
        ((nint*)_main.Handle)[-1] = GCHandle.ToIntPtr(_self);
        OpenLibraries();
        RunPrelude();
        NewScriptThread();
        RandomState = MathLibrary.Seed(Environment.TickCount);
    }

    /// <summary>Which flush what is compiled here has seen.</summary>
    public int Generation { get; set; }

    /// <summary>True when it must not be used again.</summary>
    public bool IsBroken => _broken;

    public long UsedMemory => _memory->Used;

    public ScriptStop Stop { get; private set; }

    public string Place { get; private set; } = "";

    public bool IsPaused { get; private set; }

    /// <summary>The RESP version that replies come to the script in.</summary>
    public int Version { get; set; } = 2;

    public ulong RandomState { get; set; }

    public IScriptHost Host { get; private set; } = null!;

    public CJsonSettings Json { get; private set; } = new();

    public ByteBuilder Scratch { get; } = new();

    public Request Request { get; } = new();

    /// <summary>What commands reply into.</summary>
    public RespWriter Replies { get; } = new();

    /// <summary>The library that is being loaded.</summary>
    public LibraryLoading? Loading { get; private set; }

    /// <summary>Most instructions of a run, 0: any number.</summary>
    public long InstructionLimit { get; set; }

    public static LuaInterpreter Of(LuaThread lua) => Unsafe.As<LuaInterpreter>(GCHandle.FromIntPtr(((nint*)lua.Handle)[-1]).Target!);

    public bool IsMain(LuaThread lua) => lua == _script || lua == _main;

    public void EnterManaged() => _memory->Relax();

    public void LeaveManaged() => _memory->Enforce();

    public byte[] Arguments(int length)
    {
        if (_arguments.Length < length) _arguments = new byte[Math.Max(length, _arguments.Length * 2)];
        return _arguments;
    }

    public void SetMemoryLimit(long bytes) => _memory->Limit(bytes);

    public void Begin(IRunnable script, Request request, int firstKey, int keys, IScriptHost host, RespWriter reply)
    {
        bool isScript = script is Script;
        if (!_compiled.TryGetValue(script, out int function))
        {
            string? error = script is Script text ? Compile(text) : Load(((LibraryFunction)script).Library, host);
            if (error is not null) throw new InvalidOperationException($"'{script.Name}' compiled before: {error}");
            function = _compiled[script];
        }
        Prepare(isScript ? KindScript : KindFunction, script, host, reply);
        RawGetInteger(_main, RegistryIndex, function);
        PushArguments(request, firstKey, keys);
        PushArguments(request, firstKey + keys, request.Count - firstKey - keys);
        if (isScript)
        {
            // function, KEYS, ARGV
            PushValue(_main, ArgumentsName);
            Rotate(_main, -2, 1);
            RawSet(_main, Globals);
            PushValue(_main, KeysName);
            Rotate(_main, -2, 1);
            RawSet(_main, Globals);
            Move(_main, _script, 1);
            return;
        }
        Move(_main, _script, 3);
        _toPass = 2;
    }

    public ScriptStep Go(TimeSpan slice)
    {
        _slice = slice;
        IsPaused = false;
        _began = Stopwatch.GetTimestamp();
        _memory->Enforce();
        LuaStatus status = Resume(_script, _main, _toPass, out int results);
        _memory->Relax();
        _toPass = 0;
        if (status == LuaStatus.Yield) return ScriptStep.Paused;
        ScriptStep step = Stop == ScriptStop.None ? Reply(status, results) : ScriptStep.Stopped;
        if (step == ScriptStep.Stopped) Place = WhereItStands();
        End(status);
        if (_bug is not { } bug) return step;
        _bug = null;
        bug.Throw();
        return step;
    }

    public void ReplyInto(RespWriter reply) => _reply = reply;

    public void RequestKill() => _killRequested = true;

    /// <summary>Stops the script at its next instruction.</summary>
    public void StopAt(LuaThread lua, ScriptStop why)
    {
        if (Stop == ScriptStop.None) Stop = why;
        RaiseAlways(lua);
        RaiseAlways(_script);
    }

    /// <summary>A managed function has thrown: no exception may go through Lua's frames.</summary>
    public int OnBug(LuaThread lua, Exception bug)
    {
        _bug ??= ExceptionDispatchInfo.Capture(bug);
        StopAt(lua, ScriptStop.Bug);
        return LuaFunction.Fail(lua, "internal error");
    }

    public void Dispose()
    {
        Close(_main);
        NativeMemory.Free(_memory);
        _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnHook(LuaThread lua, LuaDebug* info) => Of(lua).Check(lua);

    // Nothing here may throw or raise.
    private void Check(LuaThread lua)
    {
        _instructions += InstructionsPerCheck;
        if (Stop != ScriptStop.None) RaiseAlways(lua);
        else if (_killRequested) StopAt(lua, ScriptStop.Killed);
        else if (Loading is not null && Stopwatch.GetElapsedTime(_began) > s_loading) StopAt(lua, ScriptStop.OverBudget);
        else if (InstructionLimit > 0 && _instructions >= InstructionLimit) StopAt(lua, ScriptStop.OverBudget);
        else if (Stopwatch.GetElapsedTime(_began) > _slice && IsYieldable(lua) != 0)
        {
            IsPaused = true;
            Yield(lua, 0, 0, 0);
        }
    }

    private static void RaiseAlways(LuaThread lua) => SetHook(lua, s_raise, MaskLine | MaskCount, 1);

    private void Prepare(int kind, IRunnable running, IScriptHost host, RespWriter reply)
    {
        _running = running;
        _reply = reply;
        Host = host;
        Stop = ScriptStop.None;
        Version = 2;
        _killRequested = false;
        _instructions = 0;
        _toPass = 0;
        if (Json.IsChanged) Json = new CJsonSettings();
        if (kind == _kind) return;
        _kind = kind;
        PushValue(_main, Choose);
        PushInteger(_main, kind);
        ProtectedCall(_main, 1, 0, 0, 0, 0);
    }

    private void PushArguments(Request request, int first, int count)
    {
        CreateTable(_main, count, 0);
        for (int i = 0; i < count; i++)
        {
            Push(_main, request[first + i]);
            RawSetInteger(_main, -2, i + 1);
        }
    }

    private ScriptStep Reply(LuaStatus status, int results)
    {
        if (status == LuaStatus.Ok)
        {
            if (Loading is not null) return ScriptStep.Done;
            if (results == 0) PushNil(_script);
            else SetTop(_script, GetTop(_script) - results + 1);
            new LuaToResp(_script, _reply, Version).Write();
            return ScriptStep.Done;
        }
        _reply.Error(Message());
        return ScriptStep.Done;
    }

    // The error on top of the script's thread, as a reply.
    private byte[] Message()
    {
        string text;
        switch (TypeOf(_script, -1))
        {
            case LuaType.Table when RawGetField(_script, -1, "err"u8) == LuaType.String:
                text = Encoding.Latin1.GetString(StringAt(_script, -1));
                break;
            case LuaType.String:
                text = "ERR " + Encoding.Latin1.GetString(LuaErrors.Place(StringAt(_script, -1), _script));
                break;
            default:
                text = "ERR " + LuaFunction.NameOf(_script, -1);
                break;
        }
        if (Loading is null)
        {
            text += $" script: {_running.Name}{WhereItStands()}";
        }
        return Encoding.Latin1.GetBytes(text);
    }

    private string WhereItStands() => LuaErrors.Where(_script) is { } place ? string.Create(CultureInfo.InvariantCulture, $", on @{place.Source}:{place.Line}.") : ".";

    private void End(LuaStatus status)
    {
        if (status == LuaStatus.Ok)
        {
            SetTop(_script, 0);
            return;
        }
        // Out of memory in the middle of something: who knows of what.
        if (status is LuaStatus.MemoryError or LuaStatus.HandlerError || Stop == ScriptStop.Bug) _broken = true;
        CloseThread(_script, _main);
        SetTop(_script, 0);
        if (Stop == ScriptStop.None) return;
        // A thread that an error has left in its hook runs no hook any more.
        Unreference(_main, RegistryIndex, _scriptReference);
        NewScriptThread();
    }

    private void NewScriptThread()
    {
        _script = NewThread(_main);
        _scriptReference = Reference(_main, RegistryIndex);
        SetHook(_script, (nint)(delegate* unmanaged[Cdecl]<LuaThread, LuaDebug*, void>)&OnHook, MaskCount, InstructionsPerCheck);
    }
}

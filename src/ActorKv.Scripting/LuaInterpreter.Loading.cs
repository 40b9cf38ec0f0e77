// What an interpreter knows before a script runs: Lua's libraries, the prelude, compiled scripts and libraries of functions.

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

internal sealed unsafe partial class LuaInterpreter
{
    /// <summary>Compiles a script for later runs. Null, or what is wrong with it.</summary>
    public string? Compile(Script script)
    {
        if (_compiled.ContainsKey(script)) return null;
        if (TryCompile(_main, script.Text, script.Start, "@user_script", onlyFirstResult: true) is { } error) return error;
        Keep(script);
        return null;
    }

    /// <summary>Runs a library's text, which registers its functions.</summary>
    public string? Load(FunctionLibrary library, IScriptHost host)
    {
        if (TryCompile(_main, library.Text, library.Start, "@user_function", onlyFirstResult: true) is { } error) return "ERR Error compiling function: " + error;
        Open();
        Loading = new LibraryLoading(library);
        RespWriter outcome = new();
        Prepare(KindLoading, library, host, outcome);
        Move(_main, _script, 1);
        try
        {
            ScriptStep step = Go(TimeSpan.MaxValue);
            if (step != ScriptStep.Done) return "ERR FUNCTION LOAD timeout";
            if (outcome.Errors > 0) return "ERR Error registering functions: " + Encoding.Latin1.GetString(outcome.TakeAll()[1..^2]);
            foreach ((LibraryFunction function, int callback) in Loading.Functions.Zip(Loading.Callbacks)) _compiled[function] = callback;
            return null;
        }
        finally
        {
            Loading = null;
        }
    }

    /// <summary>Compiles a text; the chunk is on top then. Null, or what is wrong with it.</summary>
    public static string? TryCompile(LuaThread lua, byte[] text, int start, string name, bool onlyFirstResult)
    {
        byte[] translated;
        try
        {
            translated = Lua51Source.Translate(text, start, onlyFirstResult);
        }
        catch (Lua51SyntaxException error)
        {
            return $"{ShortName(name)}:{error.Line}: {error.Message}";
        }
        if (LuaNative.Load(lua, translated, Encoding.Latin1.GetBytes(name + "\0")) == LuaStatus.Ok) return null;
        string message = Encoding.Latin1.GetString(StringAt(lua, -1));
        Pop(lua, 1);
        return message;
    }

    /// <summary>Forgets what was compiled.</summary>
    public void Forget()
    {
        foreach (int reference in _compiled.Values) Unreference(_main, RegistryIndex, reference);
        _compiled.Clear();
    }

    private static string ShortName(string name)
    {
        if (name.StartsWith('=') || name.StartsWith('@')) return name[1..];
        int end = name.AsSpan().IndexOfAny('\r', '\n');
        string line = end < 0 ? name : name[..end];
        const int most = 44;
        return end >= 0 || line.Length > most ? $"[string \"{line[..Math.Min(most, line.Length)]}...\"]" : $"[string \"{line}\"]";
    }

    // The chunk on top gives the script's function.
    private void Open()
    {
        PushValue(_main, OpenChunk);
        Rotate(_main, -2, 1);
        ProtectedCall(_main, 1, 1, 0, 0, 0);
    }

    private void Keep(IRunnable script)
    {
        Open();
        _compiled[script] = Reference(_main, RegistryIndex);
    }

    private void OpenLibraries()
    {
        foreach ((string name, string open) in (ReadOnlySpan<(string, string)>)[("_G", "luaopen_base"), ("coroutine", "luaopen_coroutine"), ("string", "luaopen_string"),
            ("table", "luaopen_table"), ("math", "luaopen_math")])
        {
            Require(_main, name, Export(open), 1);
            Pop(_main, 1);
        }
    }

    private void RunPrelude()
    {
        using Stream stream = typeof(LuaInterpreter).Assembly.GetManifestResourceStream("prelude.lua")!;
        byte[] text = new byte[stream.Length];
        stream.ReadExactly(text);
        if (LuaNative.Load(_main, text, "=[lua]\0"u8) != LuaStatus.Ok) throw Broken();
        LuaFunctions.Push(_main);
        Push(_main, Encoding.ASCII.GetBytes(ServerVersion.Redis));
        RawSetField(_main, -2, "version"u8);
        Version version = System.Version.Parse(ServerVersion.Redis);
        PushInteger(_main, (version.Major << 16) | (version.Minor << 8) | version.Build);
        RawSetField(_main, -2, "versionnumber"u8);
        // The empty table that stands in the place of the globals; from here on it is what compiled texts call global.
        CreateTable(_main, 0, 0);
        PushValue(_main, -1);
        Rotate(_main, 1, 1);
        if (ProtectedCall(_main, 2, 3, 0, 0, 0) != LuaStatus.Ok) throw Broken();
        PushValue(_main, 1);
        RawSetInteger(_main, RegistryIndex, RegistryGlobals);
        Rotate(_main, 1, -1);
        Pop(_main, 1);
        Push(_main, "KEYS"u8);
        Push(_main, "ARGV"u8);
    }

    private InvalidOperationException Broken() => new("The prelude does not run: " + Encoding.Latin1.GetString(StringAt(_main, -1)));
}

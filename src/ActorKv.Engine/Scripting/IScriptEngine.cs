// The port to whatever runs scripts (ActorKv.Scripting: Lua), and what a running script may ask of the engine. Texts, names, flags and what is
// cached or persisted are this side's business; compiling and running are the other's.
//
//   Rent ─► Begin ─► Go ─┬─ Done       replied
//                        ├─ Paused     has taken long: Go again, on a thread that may wait for it
//                        └─ Stopped    killed, over its budget, or the host could not go on: nothing replied
//        ─► Return

using ActorKv.Protocol;

namespace ActorKv.Engine.Scripting;

internal interface IScriptEngine : IDisposable
{
    /// <summary>Bytes that the interpreters use.</summary>
    long UsedMemory { get; }

    /// <summary>Most bytes that one interpreter may use, 0: any number.</summary>
    long MemoryLimit { get; set; }

    /// <summary>Most instructions of a run, 0: any number.</summary>
    long InstructionLimit { get; set; }

    /// <summary>Compiles a script. Null, or what is wrong with it.</summary>
    string? Compile(Script script);

    /// <summary>Runs a library's text to learn its functions. Null, or what is wrong with it.</summary>
    string? Load(FunctionLibrary library, IScriptHost host);

    /// <summary>An interpreter for one run. To be returned.</summary>
    IScriptRun Rent();

    void Return(IScriptRun run);

    /// <summary>Forgets all that was compiled.</summary>
    void Flush();
}

internal enum ScriptStep { Done, Paused, Stopped }

/// <summary>Why a script was stopped.</summary>
internal enum ScriptStop { None, Killed, MustReachFurther, OverBudget, Bug }

internal interface IScriptRun
{
    /// <summary>Why the run was stopped.</summary>
    ScriptStop Stop { get; }

    /// <summary>Where a run was stopped, as errors end with it: ", on @user_script:3.".</summary>
    string Place { get; }

    /// <summary>Prepares a run.</summary>
    /// <param name="script">A script, or a function of a library.</param>
    /// <param name="request">Its keys and arguments.</param>
    /// <param name="firstKey">Position of the first key.</param>
    /// <param name="keys">How many keys; what follows them are the arguments.</param>
    /// <param name="host">Whom it calls.</param>
    /// <param name="reply">Where its result goes.</param>
    void Begin(IRunnable script, Request request, int firstKey, int keys, IScriptHost host, RespWriter reply);

    /// <summary>Runs, or goes on.</summary>
    /// <param name="slice">After how long it is paused, about; <see cref="TimeSpan.MaxValue"/>: never.</param>
    /// <exception cref="Exception">A bug of a command that the script called.</exception>
    ScriptStep Go(TimeSpan slice);

    /// <summary>Changes where the result goes.</summary>
    void ReplyInto(RespWriter reply);

    /// <summary>Asks a run to stop. From any thread.</summary>
    void RequestKill();
}

/// <summary>What a running script reaches.</summary>
internal interface IScriptHost
{
    /// <summary>Runs a command; the reply is written in its writer's version. False when the script must stop here (<see cref="ScriptStop.MustReachFurther"/>).</summary>
    bool Call(Request request, RespWriter reply);

    /// <summary>Whether the user may run a command: null when there is no such command.</summary>
    bool? MayRun(Request request);

    /// <param name="level">0 debug, 1 verbose, 2 notice, 3 warning.</param>
    /// <param name="text">What to log.</param>
    void Log(int level, ReadOnlySpan<byte> text);
}

// The Lua interpreters of a node. A run rents one and has it alone; those that rest wait in slots. Globals are read-only and every run begins anew, so
// one is as good as another; what each has compiled it keeps, until a flush.

using ActorKv.Engine.Scripting;

namespace ActorKv.Scripting;

internal sealed class LuaScriptEngine : IScriptEngine
{
    // More at once are made and thrown away.
    private readonly LuaInterpreter?[] _resting = new LuaInterpreter?[Math.Max(4, Environment.ProcessorCount * 2)];
    private int _generation;

    public long MemoryLimit { get; set; } = 256L * 1024 * 1024;

    public long InstructionLimit { get; set; }

    public long UsedMemory
    {
        get
        {
            long used = 0;
            foreach (LuaInterpreter? interpreter in _resting) used += interpreter?.UsedMemory ?? 0;
            return used;
        }
    }

    public string? Compile(Script script)
    {
        LuaInterpreter interpreter = RentInterpreter();
        string? error = interpreter.Compile(script);
        Return(interpreter);
        return error;
    }

    public string? Load(FunctionLibrary library, IScriptHost host)
    {
        LuaInterpreter interpreter = RentInterpreter();
        string? error = interpreter.Load(library, host);
        Return(interpreter);
        return error;
    }

    public IScriptRun Rent() => RentInterpreter();

    public void Return(IScriptRun run)
    {
        LuaInterpreter interpreter = (LuaInterpreter)run;
        if (!interpreter.IsBroken)
        {
            for (int i = 0; i < _resting.Length; i++)
                if (Interlocked.CompareExchange(ref _resting[i], interpreter, null) is null) return;
        }
        interpreter.Dispose();
    }

    public void Flush() => Interlocked.Increment(ref _generation);

    public void Dispose()
    {
        for (int i = 0; i < _resting.Length; i++) Interlocked.Exchange(ref _resting[i], null)?.Dispose();
    }

    private LuaInterpreter RentInterpreter()
    {
        LuaInterpreter? interpreter = null;
        for (int i = 0; i < _resting.Length && interpreter is null; i++)
            if (Volatile.Read(ref _resting[i]) is not null) interpreter = Interlocked.Exchange(ref _resting[i], null);
        int generation = Volatile.Read(ref _generation);
        interpreter ??= new LuaInterpreter(MemoryLimit) { Generation = generation };
        if (interpreter.Generation != generation)
        {
            interpreter.Forget();
            interpreter.Generation = generation;
        }
        interpreter.SetMemoryLimit(MemoryLimit);
        interpreter.InstructionLimit = InstructionLimit;
        return interpreter;
    }
}

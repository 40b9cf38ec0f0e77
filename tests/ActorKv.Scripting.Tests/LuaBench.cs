// A script engine with a host that knows three commands: PING, ECHO text, and RAW bytes, whose reply is those bytes as they are.

using System.Text;
using ActorKv.Engine.Scripting;
using ActorKv.Protocol;

namespace ActorKv.Scripting.Tests;

internal sealed class LuaBench : IScriptHost, IDisposable
{
    public LuaScriptEngine Engine { get; } = new();

    public List<string> Logged { get; } = [];

    /// <summary>Called by the command STOP.</summary>
    public Func<bool> OnStop { get; set; } = static () => false;

    public ScriptStop Stopped { get; private set; }

    /// <summary>How often the last script was paused.</summary>
    public int Pauses { get; private set; }

    /// <summary>The reply to a script, as it goes over the wire.</summary>
    public string Eval(string text, int version = 2, bool mayLast = true, Action<IScriptRun>? onPause = null)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        RespWriter reply = new() { Version = version };
        string? error = ScriptShebang.ReadScript(bytes, out Script script);
        if (error is null && Engine.Compile(script) is { } wrong) error = "ERR Error compiling script (new function): " + wrong;
        if (error is not null) reply.Error(Encoding.Latin1.GetBytes(error));
        else Run(script, reply, mayLast, onPause);
        return Encoding.Latin1.GetString(reply.TakeAll());
    }

    public bool Call(Request request, RespWriter reply)
    {
        switch (Encoding.Latin1.GetString(request[0]).ToUpperInvariant())
        {
            case "PING":
                reply.SimpleString("PONG"u8);
                return true;
            case "ECHO":
                reply.Bulk(request[1]);
                return true;
            case "RAW":
                reply.Raw(request[1]);
                return true;
            case "BUG":
                throw new ArithmeticException("a bug");
            case "STOP":
                return OnStop();
            default:
                reply.Error("ERR Unknown Redis command called from script");
                return true;
        }
    }

    public bool? MayRun(Request request) => request[0].SequenceEqual("nope"u8) ? null : true;

    public void Log(int level, ReadOnlySpan<byte> text) => Logged.Add($"{level} {Encoding.Latin1.GetString(text)}");

    public void Dispose() => Engine.Dispose();

    private void Run(Script script, RespWriter reply, bool mayLast, Action<IScriptRun>? onPause)
    {
        IScriptRun run = Engine.Rent();
        try
        {
            run.Begin(script, Request.Of("EVAL"u8.ToArray(), script.Text, "0"u8.ToArray()), 3, 0, this, reply);
            Pauses = 0;
            while (run.Go(mayLast ? TimeSpan.MaxValue : TimeSpan.FromMilliseconds(5)) == ScriptStep.Paused)
            {
                Pauses++;
                onPause?.Invoke(run);
            }
            Stopped = run.Stop;
        }
        finally
        {
            Engine.Return(run);
        }
    }
}

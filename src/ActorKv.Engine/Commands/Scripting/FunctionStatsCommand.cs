// FUNCTION STATS
//
// What runs at the moment, longer than a moment, and how many libraries and functions there are. Of several that run it tells one: Redis has no more.

using ActorKv.Core.Commands;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class FunctionStatsCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("STATS")
    {
        Group = CommandGroup.Scripting, Since = "7.0.0", Complexity = "O(1)",
        Summary = "Tells what runs, and how many functions there are.",
        Arity = 2, Flags = CommandFlags.NoScript | CommandFlags.AllowBusy,
        Tips = ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        RespWriter reply = session.Reply;
        reply.Map(2);
        reply.Bulk("running_script"u8);
        if (Oldest(session.Store.Scripts) is { } caller) WriteRunning(reply, caller);
        else reply.Null();
        reply.Bulk("engines"u8);
        reply.Map(1);
        reply.Bulk("LUA"u8);
        reply.Map(2);
        reply.Bulk("libraries_count"u8);
        reply.Integer(session.Store.Functions.Table.Libraries.Count);
        reply.Bulk("functions_count"u8);
        reply.Integer(session.Store.Functions.Table.FunctionCount);
    }

    private static ScriptCaller? Oldest(Scripts scripts)
    {
        ScriptCaller? oldest = null;
        foreach (ScriptCaller caller in scripts.Running)
            if (oldest is null || caller.Elapsed > oldest.Elapsed) oldest = caller;
        return oldest;
    }

    private static void WriteRunning(RespWriter reply, ScriptCaller caller)
    {
        byte[][] command = caller.Command;
        reply.Map(3);
        reply.Bulk("name"u8);
        reply.Bulk(caller.Script.Name);
        reply.Bulk("command"u8);
        reply.Array(command.Length);
        foreach (byte[] argument in command) reply.Bulk(argument);
        reply.Bulk("duration_ms"u8);
        reply.Integer((long)caller.Elapsed.TotalMilliseconds);
    }
}

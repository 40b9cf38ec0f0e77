using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Scripting;

/// <summary>The commands of Redis' group "scripting".</summary>
internal static class ScriptingCommands
{
    public static CommandTable AddScripting(this CommandTable table) => table
        .AddTurn<EvalCommand>()
        .AddTurn<EvalRoCommand>()
        .AddTurn<EvalShaCommand>()
        .AddTurn<EvalShaRoCommand>()
        .AddSharedUse<FCallCommand>()
        .AddSharedUse<FCallRoCommand>()
        .Add(new Command(FunctionCommand.Spec))
        .AddSharedChangeTo<FunctionDeleteCommand>("FUNCTION")
        .AddSessionTo<FunctionDumpCommand>("FUNCTION")
        .AddSharedChangeTo<FunctionFlushCommand>("FUNCTION")
        .AddSessionTo<FunctionHelpCommand>("FUNCTION")
        .AddSessionTo<FunctionKillCommand>("FUNCTION")
        .AddSessionTo<FunctionListCommand>("FUNCTION")
        .AddSharedChangeTo<FunctionLoadCommand>("FUNCTION")
        .AddSharedChangeTo<FunctionRestoreCommand>("FUNCTION")
        .AddSessionTo<FunctionStatsCommand>("FUNCTION")
        .Add(new Command(ScriptCommand.Spec))
        .AddSessionTo<ScriptDebugCommand>("SCRIPT")
        .AddSessionTo<ScriptExistsCommand>("SCRIPT")
        .AddSessionTo<ScriptFlushCommand>("SCRIPT")
        .AddSessionTo<ScriptHelpCommand>("SCRIPT")
        .AddSessionTo<ScriptKillCommand>("SCRIPT")
        .AddSessionTo<ScriptLoadCommand>("SCRIPT");
}

namespace ActorKv.Core.Commands.Scripting;

/// <summary>What Core knows of Redis' group "scripting": the effect that libraries of functions leave.</summary>
internal static class ScriptingCommands
{
    public static CommandTable AddScriptingEffects(this CommandTable table) => table.Add<LibraryCommand>();
}

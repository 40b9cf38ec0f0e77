// SCRIPT KILL
//
// Stops the scripts that run longer than a moment and have written nothing. What has written must end by itself: a part of its work would be left.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Scripting.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class ScriptKillCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("KILL")
    {
        Group = CommandGroup.Scripting, Since = "2.6.0", Complexity = "O(1)",
        Summary = "Stops a script that has not written.",
        Arity = 2, Flags = CommandFlags.NoScript | CommandFlags.AllowBusy,
        Tips = ["request_policy:all_shards", "response_policy:one_succeeded"],
    };

    public static void Execute(ref ArgReader args, Session session) => ScriptKilling.Kill(session, functions: false);
}

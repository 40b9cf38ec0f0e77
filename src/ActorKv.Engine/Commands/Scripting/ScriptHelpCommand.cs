// SCRIPT HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class ScriptHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Scripting, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of SCRIPT.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => HelpText.Reply(session.Reply, "SCRIPT",
        "DEBUG (YES|SYNC|NO)",
        "    Only NO: there is no debugger.",
        "EXISTS <sha1> [<sha1> ...]",
        "    Which of these scripts are kept.",
        "FLUSH [ASYNC|SYNC]",
        "    Forget all of them.",
        "KILL",
        "    Stop the scripts that run and have not written.",
        "LOAD <script>",
        "    Keep a script for EVALSHA, without running it.");
}

// FUNCTION HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class FunctionHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Scripting, Since = "7.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of FUNCTION.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => HelpText.Reply(session.Reply, "FUNCTION",
        "DELETE <LIBRARY NAME>",
        "    Remove a library with its functions.",
        "DUMP",
        "    All libraries as a payload for RESTORE.",
        "FLUSH [ASYNC|SYNC]",
        "    Remove all libraries.",
        "KILL",
        "    Stop the functions that run and have not written.",
        "LIST [LIBRARYNAME PATTERN] [WITHCODE]",
        "    The libraries, all or by name, with their functions and, if wanted, their texts.",
        "LOAD [REPLACE] <FUNCTION CODE>",
        "    Load a library, with REPLACE over one of its name.",
        "RESTORE <PAYLOAD> [FLUSH|APPEND|REPLACE]",
        "    Load the libraries of a DUMP: instead of all (FLUSH), beside others (APPEND),",
        "    or over those of their names (REPLACE).",
        "STATS",
        "    What runs, and how many functions there are.");
}

// COMMAND HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Introspection;

internal sealed class CommandHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Server, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of COMMAND.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
        ExtraCategories = ["connection"],
    };

    public static void Execute(ref ArgReader args, Session session) => HelpText.Reply(session.Reply, "COMMAND",
        "(no subcommand)",
        "    All commands, as INFO tells them.",
        "COUNT",
        "    How many commands there are.",
        "DOCS [<command-name> ...]",
        "    What commands do and what arguments they take.",
        "GETKEYS <full-command>",
        "    The keys among the arguments of a command.",
        "GETKEYSANDFLAGS <full-command>",
        "    The same, and what the command does to each key.",
        "INFO [<command-name> ...]",
        "    Arity, flags, keys and ACL categories of commands.",
        "LIST [FILTERBY (MODULE <module-name>|ACLCAT <category>|PATTERN <pattern>)]",
        "    The names of all commands, or of those that pass the filter.");
}

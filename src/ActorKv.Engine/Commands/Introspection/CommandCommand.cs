// COMMAND
//
// Tells all commands, as COMMAND INFO does. The one container that is a command by itself.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Introspection.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Introspection;

internal sealed class CommandCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("COMMAND")
    {
        Group = CommandGroup.Server, Since = "2.8.13", Complexity = "O(N) where N is the total number of Redis commands",
        Summary = "Tells what commands there are.",
        Arity = -1, Flags = CommandFlags.Loading | CommandFlags.Stale,
        ExtraCategories = ["connection"],
        Tips = ["nondeterministic_output_order"],
        Subcommands =
        [
            CommandCountCommand.Spec, CommandDocsCommand.Spec, CommandGetKeysCommand.Spec, CommandGetKeysAndFlagsCommand.Spec, CommandHelpCommand.Spec,
            CommandInfoCommand.Spec, CommandListCommand.Spec,
        ],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        CommandTable table = session.Store.Commands;
        session.Reply.Array(CommandLookup.Count(table));
        foreach (Command command in CommandLookup.All(table)) CommandInfo.Write(session.Reply, command);
    }
}

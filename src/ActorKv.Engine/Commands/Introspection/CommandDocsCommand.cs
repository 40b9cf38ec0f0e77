// COMMAND DOCS [command-name [command-name ...]]
//
// Documents the commands named, without those that are unknown, or all of them: see CommandDocs.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Introspection.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Introspection;

internal sealed class CommandDocsCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("DOCS")
    {
        Group = CommandGroup.Server, Since = "7.0.0", Complexity = "O(N) where N is the number of commands to look up",
        Summary = "Documents commands.",
        Syntax = "[command-name [command-name ...]]",
        Arity = -2, Flags = CommandFlags.Loading | CommandFlags.Stale,
        ExtraCategories = ["connection"],
        Tips = ["nondeterministic_output_order"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        List<Command> commands = [];
        if (args.AtEnd) commands.AddRange(CommandLookup.All(session.Store.Commands));
        while (!args.AtEnd)
            if (CommandLookup.Find(session.Store.Commands, args.Next()) is { } command) commands.Add(command);
        session.Reply.Map(commands.Count);
        foreach (Command command in commands) CommandDocs.Write(session.Reply, command);
    }
}

// COMMAND INFO [command-name [command-name ...]]
//
// Tells the commands named, null for one that is unknown, or all of them: see CommandInfo.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Introspection.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Introspection;

internal sealed class CommandInfoCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("INFO")
    {
        Group = CommandGroup.Server, Since = "2.8.13", Complexity = "O(N) where N is the number of commands to look up",
        Summary = "Tells arity, flags and keys of commands.",
        Syntax = "[command-name [command-name ...]]",
        Arity = -2, Flags = CommandFlags.Loading | CommandFlags.Stale,
        ExtraCategories = ["connection"],
        Tips = ["nondeterministic_output_order"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (args.AtEnd)
        {
            CommandCommand.Execute(ref args, session);
            return;
        }
        session.Reply.Array(args.Remaining);
        while (!args.AtEnd)
        {
            if (CommandLookup.Find(session.Store.Commands, args.Next()) is { } command) CommandInfo.Write(session.Reply, command);
            else session.Reply.Null();
        }
    }
}

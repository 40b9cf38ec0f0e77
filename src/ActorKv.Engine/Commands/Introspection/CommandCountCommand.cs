// COMMAND COUNT
//
// How many commands there are; subcommands do not count.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Introspection.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Introspection;

internal sealed class CommandCountCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("COUNT")
    {
        Group = CommandGroup.Server, Since = "2.8.13", Complexity = "O(1)",
        Summary = "Counts the commands.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
        ExtraCategories = ["connection"],
    };

    public static void Execute(ref ArgReader args, Session session) => session.Reply.Integer(CommandLookup.Count(session.Store.Commands));
}

// COMMAND GETKEYS command arg [arg ...]
//
// Which of the arguments would be keys if the command were executed.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Introspection.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Introspection;

internal sealed class CommandGetKeysCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("GETKEYS")
    {
        Group = CommandGroup.Server, Since = "2.8.13", Complexity = "O(N) where N is the number of arguments to the command",
        Summary = "Finds the keys in a command.",
        Syntax = "command arg [arg ...]",
        Arity = -4, Flags = CommandFlags.Loading | CommandFlags.Stale,
        ExtraCategories = ["connection"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!RequestKeys.TryFind(ref args, session, out List<RequestKey> keys)) return;
        session.Reply.Array(keys.Count);
        foreach (RequestKey key in keys) session.Reply.Bulk(key.Key);
    }
}

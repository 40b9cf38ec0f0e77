// COMMAND GETKEYSANDFLAGS command arg [arg ...]
//
// Which of the arguments would be keys if the command were executed, and what would be done to each.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Introspection.Shared;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Introspection;

internal sealed class CommandGetKeysAndFlagsCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("GETKEYSANDFLAGS")
    {
        Group = CommandGroup.Server, Since = "7.0.0", Complexity = "O(N) where N is the number of arguments to the command",
        Summary = "Finds the keys in a command, and what it does to them.",
        Syntax = "command arg [arg ...]",
        Arity = -4, Flags = CommandFlags.Loading | CommandFlags.Stale,
        ExtraCategories = ["connection"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!RequestKeys.TryFind(ref args, session, out List<RequestKey> keys)) return;
        RespWriter reply = session.Reply;
        reply.Array(keys.Count);
        foreach (RequestKey key in keys)
        {
            reply.Array(2);
            reply.Bulk(key.Key);
            KeySpecInfo.WriteAccess(reply, key.Access);
        }
    }
}

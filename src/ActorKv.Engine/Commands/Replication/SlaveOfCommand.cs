// SLAVEOF <host port | NO ONE>
//
// SLAVEOF NO ONE is true already, and says OK. Another server to replicate from is refused.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Replication.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Replication;

internal sealed class SlaveOfCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SLAVEOF")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Tells the server to follow another, or none.",
        Syntax = "<host port | NO ONE>",
        Arity = 3, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Stale | CommandFlags.NoAsyncLoading,
        Deprecated = new("5.0.0", "`REPLICAOF`"),
    };

    public static void Execute(ref ArgReader args, Session session) => MasterAddress.Follow(ref args, session);
}

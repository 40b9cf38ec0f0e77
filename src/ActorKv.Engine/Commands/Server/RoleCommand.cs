// ROLE
//
// What the server is in a replication, in Redis' words: a master without replicas. Durability and failover come from the journal here.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class RoleCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("ROLE")
    {
        Group = CommandGroup.Server, Since = "2.8.12", Complexity = "O(1)",
        Summary = "Tells the role of the server in a replication.",
        Arity = 1, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
        ExtraCategories = ["admin", "dangerous"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        session.Reply.Array(3);
        session.Reply.Bulk("master"u8);
        session.Reply.Integer(0);
        session.Reply.Array(0);
    }
}

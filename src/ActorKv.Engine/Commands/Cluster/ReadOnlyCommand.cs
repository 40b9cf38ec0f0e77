// READONLY
//
// Lets the connection read from a replica. There are none: a key is read where it is written.
// In a server that is no node of a cluster an error, as in Redis.

using ActorKv.Core.Commands;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ReadOnlyCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("READONLY")
    {
        Group = CommandGroup.Cluster, Since = "3.0.0", Complexity = "O(1)",
        Summary = "Lets the connection read from a replica of a cluster.",
        Arity = 1, Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
        ExtraCategories = ["connection"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (ClusterCommand.TryGet(session, out ICluster _)) session.Reply.Ok();
    }
}

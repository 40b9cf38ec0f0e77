// ASKING
//
// Lets the next command into a slot that is on its way to this node. Here nobody is ever sent with -ASK: a slot that moves is waited for.
// In a server that is no node of a cluster an error, as in Redis.

using ActorKv.Core.Commands;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class AskingCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("ASKING")
    {
        Group = CommandGroup.Cluster, Since = "3.0.0", Complexity = "O(1)",
        Summary = "Lets the next command into a slot that is being imported.",
        Arity = 1, Flags = CommandFlags.Fast,
        ExtraCategories = ["connection"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (ClusterCommand.TryGet(session, out ICluster _)) session.Reply.Ok();
    }
}

// READONLY
//
// Of a Redis cluster: here an error, as in a server that is no node of one.

using ActorKv.Core.Commands;
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

    public static void Execute(ref ArgReader args, Session session) => ClusterCommand.Refuse(ref args, session);
}

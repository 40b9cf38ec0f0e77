// ASKING
//
// Of a Redis cluster: here an error, as in a server that is no node of one.

using ActorKv.Core.Commands;
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

    public static void Execute(ref ArgReader args, Session session) => ClusterCommand.Refuse(ref args, session);
}

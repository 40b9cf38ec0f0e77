// CLUSTER KEYSLOT key
//
// The slot of a key, by its hash tag when it has one.

using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ClusterKeySlotCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("KEYSLOT")
    {
        Group = CommandGroup.Cluster, Since = "3.0.0", Complexity = "O(N) where N is the number of bytes in the key",
        Summary = "Tells the slot of a key.",
        Syntax = "key",
        Arity = 3, Flags = ClusterCommand.Ask,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (ClusterCommand.TryGet(session, out ICluster _)) session.Reply.Integer(Slot.Of(args.Next()));
    }
}

// The id of a node, as an argument.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster.Shared;

internal static class NodeArgument
{
    /// <summary>Answers that there is no such node, when there is none.</summary>
    public static bool IsKnown(ref ArgReader args, Session session, ICluster cluster)
    {
        string id = Encoding.Latin1.GetString(args.Next());
        if (id == cluster.Myself.Id) return true;
        foreach (ClusterMember member in cluster.Map.Members)
            if (member.Id == id) return true;
        session.Error("ERR Unknown node " + id);
        return false;
    }
}

// CLUSTER GETKEYSINSLOT slot count
//
// Keys of the session's database in a slot, at most so many. Answered by the node that has the slot, as CLUSTER COUNTKEYSINSLOT is, and at its cost.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keys;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commands.Cluster.Shared;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ClusterGetKeysInSlotCommand : ITurnCommand
{
    public static CommandSpec Spec { get; } = new("GETKEYSINSLOT")
    {
        Group = CommandGroup.Cluster, Since = "3.0.0", Complexity = "O(N) where N is the number of keys in the slot's key shard",
        Summary = "Lists keys of a slot.",
        Syntax = "slot count",
        Arity = 4, Flags = ClusterCommand.Ask,
        Tips = ClusterCommand.Varies,
    };

    public static void FindShards(Session session, Request request, ShardSet shards) => SlotArgument.AddShard(request, session.Store, shards);

    public static TurnOutcome Execute(ref ArgReader args, Session session)
    {
        if (!ClusterCommand.TryGet(session, out ICluster _)) return TurnOutcome.Done;
        if (!Numbers.TryParseInt64(args.Next(), out long slot) || !Numbers.TryParseInt64(args.Next(), out long wanted)) session.Reply.Error(Errors.NotAnInteger);
        else if (slot is < 0 or >= Slot.Count || wanted < 0) session.Reply.Error("ERR Invalid slot or number of keys"u8);
        else Write(session, (int)slot, wanted);
        return TurnOutcome.Done;
    }

    private static void Write(Session session, int slot, long wanted)
    {
        List<byte[]> keys = [];
        foreach (ReadOnlySpan<byte> key in new SlotKeys(session, slot))
        {
            if (keys.Count >= wanted) break;
            keys.Add(key.ToArray());
        }
        session.Reply.Array(keys.Count);
        foreach (byte[] key in keys) session.Reply.Bulk(key);
    }
}

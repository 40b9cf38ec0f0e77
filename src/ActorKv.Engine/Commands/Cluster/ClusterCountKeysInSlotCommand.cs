// CLUSTER COUNTKEYSINSLOT slot
//
// How many keys of the session's database are in a slot. Asked of any node and answered by the one that has the slot, where a Redis node counts its
// own keys alone. There is no index of slots: the keys of the slot's key shard are gone through, one in 64 of which is the slot's when there are 256.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keys;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commands.Cluster.Shared;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ClusterCountKeysInSlotCommand : ITurnCommand
{
    public static CommandSpec Spec { get; } = new("COUNTKEYSINSLOT")
    {
        Group = CommandGroup.Cluster, Since = "3.0.0", Complexity = "O(N) where N is the number of keys in the slot's key shard",
        Summary = "Counts the keys of a slot.",
        Syntax = "slot",
        Arity = 3, Flags = ClusterCommand.Ask,
    };

    public static void FindShards(Session session, Request request, ShardSet shards) => SlotArgument.AddShard(request, session.Store, shards);

    public static TurnOutcome Execute(ref ArgReader args, Session session)
    {
        if (!ClusterCommand.TryGet(session, out ICluster _)) return TurnOutcome.Done;
        if (!Numbers.TryParseInt64(args.Next(), out long slot)) session.Reply.Error(Errors.NotAnInteger);
        else if (slot is < 0 or >= Slot.Count) session.Reply.Error("ERR Invalid slot"u8);
        else
        {
            int count = 0;
            foreach (ReadOnlySpan<byte> _ in new SlotKeys(session, (int)slot)) count++;
            session.Reply.Integer(count);
        }
        return TurnOutcome.Done;
    }
}

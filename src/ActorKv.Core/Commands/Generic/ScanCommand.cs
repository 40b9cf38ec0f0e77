// SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]
//
// Walks the database in steps. A key that is there from the first call to the last is returned at least once, whatever comes, goes, grows
// or shrinks meanwhile; it may be returned twice. The server keeps nothing between calls:
//
//   cursor = bucket * number of key shards + key shard
//
// The walk takes one key shard after the other and in each the buckets in the order that Keyspace.Scan explains. COUNT bounds the work,
// not the answer: a call ends after so many keys were looked at, matching or not, or ten times as many buckets. Key shards without
// keys cost nothing, and a database of no more than COUNT keys comes back in one call although it lies in hundreds of tables.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class ScanCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SCAN")
    {
        Group = CommandGroup.Generic, Since = "2.8.0", Complexity = "O(1) for a call, O(N) for a complete walk over N keys",
        Summary = "Walks over the keys in steps.",
        Syntax = "cursor [MATCH pattern] [COUNT count] [TYPE type]",
        Arity = -2, Flags = CommandFlags.ReadOnly | CommandFlags.AllKeyShards,
        Tips = ["nondeterministic_output", "request_policy:special"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!ScanOptions.TryReadCursor(args.Next(), out ulong cursor))
        {
            turn.Reply.Error(Errors.InvalidCursor);
            return;
        }
        if (!ScanOptions.TryRead(ref args, turn, takesType: true, out ScanOptions options)) return;
        KeyList found = turn.NewKeyList();
        cursor = Walk(turn, found, cursor, in options);
        TableScan.BeginReply(turn.Reply, cursor);
        found.WriteTo(turn.Reply, turn.Database);
    }

    private static ulong Walk(KeyTurn turn, KeyList found, ulong cursor, in ScanOptions options)
    {
        ulong shards = (ulong)turn.ShardCount;
        int shardIndex = (int)(cursor % shards);
        uint bucket = (uint)(cursor / shards);
        long keys = options.Count, buckets = options.Count > long.MaxValue / 10 ? long.MaxValue : options.Count * 10;
        bool inOneCall = HasAtMost(turn, options.Count);
        for (; shardIndex < turn.ShardCount; shardIndex++, bucket = 0)
        {
            // The turn holds one key shard alone when each has its own host: the walk goes on in the next.
            if (!turn.Holds(shardIndex)) return (ulong)shardIndex;
            KeyShardState shard = turn.Held(shardIndex);
            if (shard.Existing(turn.Database) is not { Count: > 0 } space) continue;
            do
            {
                if ((keys <= 0 && !inOneCall) || buckets-- <= 0) return bucket * shards + (ulong)shardIndex;
                found.Bucket.Clear();
                bucket = space.Scan(bucket, found.Bucket);
                keys -= found.Bucket.Count;
                foreach (int index in found.Bucket) Visit(turn, found, shard, space, index, in options);
            }
            while (bucket != 0);
        }
        return 0;
    }

    private static void Visit(KeyTurn turn, KeyList found, KeyShardState shard, Keyspace space, int index, in ScanOptions options)
    {
        ref Entry entry = ref space[index];
        if (!options.Matches(Keyspace.KeyOf(ref entry)) || !options.HasType(Keyspace.TypeOf(ref entry))) return;
        long deadline = space.ExpiryOf(index);
        if (deadline >= 0 && deadline < turn.Now) turn.Expire(shard, turn.Database, index);
        else found.Add(shard, index);
    }

    private static bool HasAtMost(KeyTurn turn, long count)
    {
        foreach (KeyShardState shard in turn.HeldShards)
        {
            count -= shard.Existing(turn.Database)?.Count ?? 0;
            if (count < 0) return false;
        }
        return true;
    }
}

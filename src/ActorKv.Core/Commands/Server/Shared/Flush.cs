// What FLUSHDB and FLUSHALL share. A keyspace is dropped as a whole, so both take the same instant for ten keys and for ten million; the
// garbage collector reclaims the memory in the background, and so ASYNC and SYNC are the same thing here.

using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Server.Shared;

internal static class Flush
{
    /// <summary>Reads ASYNC, SYNC or nothing. False, with the error replied, when there is anything else.</summary>
    public static bool TryReadMode(ref ArgReader args, KeyTurn turn)
    {
        if (args.AtEnd || (args.Remaining == 1 && (args.NextIs("ASYNC"u8) || args.NextIs("SYNC"u8)))) return true;
        turn.Reply.Error(Errors.Syntax);
        return false;
    }

    /// <summary>Empties a database in every key shard that the turn holds.</summary>
    public static void Database(KeyTurn turn, int database)
    {
        foreach (KeyShardState shard in turn.HeldShards)
        {
            if (shard.Existing(database) is not { Count: > 0 } space) continue;
            turn.LogShard(shard, database, "FLUSHDB"u8);
            turn.CountChanges(space.Count - 1);
            turn.ReportGone(shard, database);
            shard.Detach(database);
        }
    }
}

// An effect as a command that any server understands.
//
//   in the journal                                told as
//   AKV.PUT key expiry value                      RESTORE key expiry payload REPLACE ABSTTL
//   AKV.LIBRARY name text                         FUNCTION LOAD REPLACE text
//   AKV.LIBRARY name                              FUNCTION DELETE name
//   FLUSHDB, SWAPDB: one for each key shard       one for all (FeedPage)
//   anything else                                 itself
//
// So who follows needs to know nothing of key shards, and redis-server can be kept as a copy.

using ActorKv.Core.DataTypes;
using ActorKv.Protocol;

namespace ActorKv.Engine.Feeds;

internal static class FeedCommand
{
    /// <summary>True for what changes functions rather than keys.</summary>
    public static bool IsOfFunctions(Request effect) => effect[0].SequenceEqual("AKV.LIBRARY"u8);

    /// <summary>Writes the command as an array of its arguments.</summary>
    public static void Write(RespWriter to, Request effect)
    {
        if (effect[0].SequenceEqual("AKV.PUT"u8)) WriteRestore(to, effect);
        else if (IsOfFunctions(effect)) WriteFunction(to, effect);
        else
        {
            to.Array(effect.Count);
            for (int i = 0; i < effect.Count; i++) to.Bulk(effect[i]);
        }
    }

    private static void WriteRestore(RespWriter to, Request effect)
    {
        to.Array(6);
        to.Bulk("RESTORE"u8);
        to.Bulk(effect[1]);
        to.Bulk(effect[2]);
        to.Bulk(DumpPayload.Seal(effect[3]));
        to.Bulk("REPLACE"u8);
        to.Bulk("ABSTTL"u8);
    }

    private static void WriteFunction(RespWriter to, Request effect)
    {
        bool isGone = effect.Count == 2;
        to.Array(isGone ? 3 : 4);
        to.Bulk("FUNCTION"u8);
        to.Bulk(isGone ? "DELETE"u8 : "LOAD"u8);
        if (!isGone) to.Bulk("REPLACE"u8);
        to.Bulk(effect[isGone ? 1 : 2]);
    }
}

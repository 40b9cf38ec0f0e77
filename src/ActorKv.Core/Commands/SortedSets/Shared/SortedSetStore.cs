// Ends the STORE commands: the destination becomes the result, whatever it was, or goes when there is none.
//
// The log gets the result as a whole (AKV.PUT): its sources may lie in other key shards, and may be sets.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets.Shared;

internal static class SortedSetStore
{
    /// <summary>Stores a result, tells who listens of it by <paramref name="notice"/>, and replies the number of its members.</summary>
    public static void Execute(KeyTurn turn, ReadOnlySpan<byte> destination, SortedSetValue? result, ReadOnlySpan<byte> notice)
    {
        KeyEntry key = turn[destination];
        if (result is { Count: > 0 })
        {
            key.Put(result);
            key.SetExpiry(-1);
            turn.Notify(KeyEvents.SortedSet, notice, in key);
            KeyTransfer.LogWhole(in key, turn);
        }
        else if (key.Exists)
        {
            turn.Log(in key, "DEL"u8);
            key.DeleteAndNotify();
        }
        turn.Reply.Integer(result?.Count ?? 0);
    }
}

// Taking members away by rank, for the pops and the ZREMRANGE commands; and the one place where a sorted set that became empty loses its key.
//
// The effect names what went, so that it can be followed without knowing what was there: ZREM, or DEL when nothing stayed.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets.Shared;

internal static class SortedSetRemoval
{
    /// <summary>Removes a run of ranks, logs it, and tells who listens of it by <paramref name="notice"/>.</summary>
    public static void Remove(KeyTurn turn, scoped ref KeyEntry key, SortedSetValue set, RankRange range, ReadOnlySpan<byte> notice)
    {
        if (range.Count == 0) return;
        turn.CountChanges(range.Count - 1);
        turn.Notify(KeyEvents.SortedSet, notice, in key);
        if (range.Count == set.Count)
        {
            turn.Log(in key, "DEL"u8);
            key.DeleteAndNotify();
            return;
        }
        Log(turn, in key, set, range);
        set.RemoveRange(range);
    }

    private static void Log(KeyTurn turn, scoped in KeyEntry key, SortedSetValue set, RankRange range)
    {
        if (!turn.BeginLog(in key, "ZREM"u8, range.Count)) return;
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        SortedSetCursor at = set.CursorAt(range.Start);
        for (int i = 0; i < range.Count; i++, at.MoveNext()) turn.Effects.Add(at.Member.Text(scratch));
    }
}

// The best keys to evict among those sampled so far.
//
// Looking at a few random keys and evicting the worst is cheap and nearly as good as true LRU when what was seen before is remembered: the pool
// keeps the sixteen best of all samples, whatever key shard they came from, and every sample may only improve it. The idea is Redis' (its
// eviction pool, since 3.0). A key in the pool may have gone or been used since; who takes it from here looks again.

namespace ActorKv.Engine.Eviction;

/// <summary>A key that may be evicted.</summary>
/// <param name="Score">The higher, the sooner it should go: seconds idle, rarity of use, or nearness of its deadline.</param>
internal readonly record struct EvictionCandidate(int Shard, int Database, byte[] Key, long Score);

internal sealed class EvictionPool
{
    private const int Size = 16;

    private readonly List<EvictionCandidate> _candidates = new(Size + 1);      // by ascending score

    /// <summary>True when a key with this score would stay in the pool.</summary>
    public bool Admits(long score) => _candidates.Count < Size || score > _candidates[0].Score;

    public void Add(in EvictionCandidate candidate)
    {
        foreach (ref readonly EvictionCandidate known in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_candidates))
            if (known.Shard == candidate.Shard && known.Database == candidate.Database && known.Key.AsSpan().SequenceEqual(candidate.Key)) return;
        int at = _candidates.Count;
        while (at > 0 && _candidates[at - 1].Score > candidate.Score) at--;
        _candidates.Insert(at, candidate);
        if (_candidates.Count > Size) _candidates.RemoveAt(0);
    }

    /// <summary>Takes the best candidate out.</summary>
    public bool TryTake(out EvictionCandidate best)
    {
        best = default;
        if (_candidates.Count == 0) return false;
        best = _candidates[^1];
        _candidates.RemoveAt(_candidates.Count - 1);
        return true;
    }

    public void Clear() => _candidates.Clear();
}

// Which clients may hold copies of which keys, for one key shard. A key's readers are forgotten when they are told, so a key that nobody reads
// any more costs nothing. Keys are known by their names alone, whatever database they were read in, as in Redis.
//
// Readers are numbers of clients: most of those that have gone by then are found out only when they would be told.

using System.Runtime.InteropServices;
using ActorKv.Engine.KeyShards;

namespace ActorKv.Engine.Tracking;

internal sealed class TrackingTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<byte[], Readers> _keys = new(KeyComparer.Instance);

    private record struct Readers(long First, HashSet<long>? More);

    /// <summary>Adds a reader of a key; tells how many keys and readers that adds.</summary>
    public (int Keys, int Readers) Add(ReadOnlySpan<byte> key, long reader)
    {
        lock (_lock)
        {
            ref Readers readers = ref CollectionsMarshal.GetValueRefOrAddDefault(_keys.GetAlternateLookup<ReadOnlySpan<byte>>(), key, out bool known);
            if (!known)
            {
                readers.First = reader;
                return (1, 1);
            }
            if (readers.First == reader || !(readers.More ??= []).Add(reader)) return (0, 0);
            return (0, 1);
        }
    }

    /// <summary>Forgets a key, and adds its readers to <paramref name="told"/>. False when nobody has read it.</summary>
    public bool Take(ReadOnlySpan<byte> key, List<long> told)
    {
        lock (_lock)
        {
            if (!_keys.GetAlternateLookup<ReadOnlySpan<byte>>().Remove(key, out _, out Readers readers)) return false;
            List(readers, told);
            return true;
        }
    }

    /// <summary>Forgets some key other than this one; null when there is none.</summary>
    public byte[]? TakeAny(ReadOnlySpan<byte> butFor, List<long> told)
    {
        lock (_lock)
        {
            foreach ((byte[] key, Readers readers) in _keys)
            {
                if (butFor.SequenceEqual(key)) continue;
                List(readers, told);
                _keys.Remove(key);
                return key;
            }
            return null;
        }
    }

    /// <summary>Forgets everything; tells how many keys and readers that were.</summary>
    public (int Keys, int Readers) Clear()
    {
        lock (_lock)
        {
            int count = 0;
            foreach (Readers readers in _keys.Values) count += 1 + (readers.More?.Count ?? 0);
            (int, int) gone = (_keys.Count, count);
            _keys.Clear();
            return gone;
        }
    }

    private static void List(Readers readers, List<long> told)
    {
        told.Add(readers.First);
        if (readers.More is not null) told.AddRange(readers.More);
    }
}

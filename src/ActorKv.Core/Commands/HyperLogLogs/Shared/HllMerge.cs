// The registers of several HyperLogLogs together: of each register the highest rank. One byte a register while they are merged.

using System.Buffers;
using ActorKv.Core.DataTypes.HyperLogLogs;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.HyperLogLogs.Shared;

internal ref struct HllMerge
{
    private readonly byte[] _rented;

    public HllMerge()
    {
        _rented = ArrayPool<byte>.Shared.Rent(HllString.Registers);
        Ranks.Clear();
    }

    public readonly Span<byte> Ranks => _rented.AsSpan(0, HllString.Registers);

    /// <summary>True when one of those merged was dense.</summary>
    public bool AnyDense { get; private set; }

    /// <summary>Merges the keys that are left in <paramref name="args"/>; missing ones have met nothing. False, with the error replied, when
    /// one is no HyperLogLog.</summary>
    public bool TryAddAll(ref ArgReader args, KeyTurn turn)
    {
        while (!args.AtEnd)
        {
            KeyEntry key = turn.Read(args.Next());
            if (!HllKey.TryGet(in key, turn, out ReadOnlySpan<byte> hll)) return false;
            if (!key.Exists) continue;
            if (!HllKey.IsIntact(hll, turn)) return false;
            AnyDense |= !HllString.IsSparse(hll);
            HllString.MergeInto(Ranks, hll);
        }
        return true;
    }

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
}

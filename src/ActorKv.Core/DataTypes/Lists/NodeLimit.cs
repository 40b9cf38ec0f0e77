// How large a list's node may become: `list-max-listpack-size`, read as Redis reads it.
//
//   -1 .. -5    4, 8, 16, 32, 64 KiB a node          (below -5: as -5)
//   1 …         that many elements, and never more than 8 KiB          (0: as 1)
//
// The estimate of 8 bytes overhead for an element that is about to enter is Redis' too: nodes then break at the same elements.

namespace ActorKv.Core.DataTypes.Lists;

internal readonly struct NodeLimit
{
    private const int SafeBytes = 8192, EstimatedOverhead = 8;

    private readonly int _count;       // 0: no limit

    public NodeLimit(int setting)
    {
        _count = setting >= 0 ? Math.Max(1, setting) : 0;
        Bytes = setting >= 0 ? SafeBytes : 2048 << -Math.Max(setting, -5);
    }

    /// <summary>What lists are cut to when nobody says otherwise.</summary>
    public static NodeLimit Default => new(-2);

    /// <summary>Most bytes of a node's listpack.</summary>
    public int Bytes { get; }

    /// <summary>True for an element too long to share a node.</summary>
    public bool IsLarge(int length) => length > Bytes;

    /// <summary>True when a node of this size, as a framed listpack, may take an element of <paramref name="length"/> bytes.</summary>
    public bool Admits(int framedLength, int count, int length) =>
        (long)framedLength + length + EstimatedOverhead <= Bytes && (_count == 0 || count < _count);

    /// <summary>True when two nodes together would still keep the limit.</summary>
    public bool AdmitsBoth(int framedLength, int count) => framedLength <= Bytes && (_count == 0 || count <= _count);
}

// A member of a sorted set that is too large to be packed: a table entry and an array.
//
//   entry   Member ---> byte[]        24 bytes, the table's bucket (4 to 8) and the order's share (4 to 6) beside it
//           Score
//           Hash  Next

using System.Runtime.CompilerServices;
using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.SortedSets;

internal struct ScoredMember : ITableEntry
{
    /// <summary>The member; null in a free entry. Its bytes never change, so several sorted sets may have the same array.</summary>
    public byte[]? Member;

    public double Score;

    public uint Hash { get; init; }

    public int Next { get; set; }

    public readonly bool IsFree => Member is null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Is(ReadOnlySpan<byte> name) => name.SequenceEqual(Member);
}

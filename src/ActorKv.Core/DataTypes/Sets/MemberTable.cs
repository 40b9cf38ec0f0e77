// The members of a set that is too large to be packed: a table entry and an array for each.
//
//   entry   Member ---> byte[]        16 bytes
//           Hash  Next
//
// The hash is that of KeyHash with the seed of the process, the same in every set: a member of one set is looked for in another without computing
// it again, which is most of what SINTER and SUNION do.

using System.Runtime.CompilerServices;
using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Sets;

internal struct MemberEntry : ITableEntry
{
    /// <summary>The member; null in a free entry.</summary>
    public byte[]? Member;

    public uint Hash { get; init; }

    public int Next { get; set; }

    public readonly bool IsFree => Member is null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Is(ReadOnlySpan<byte> name) => name.SequenceEqual(Member);
}

internal sealed class MemberTable : PagedTable<MemberEntry>
{
    private long _memberMemory;

    /// <summary>Bytes of the table and of all members.</summary>
    public long MemoryUsage => ObjectSize.Of(48) + TableMemory + _memberMemory;

    /// <summary>Puts in a member that is not there. The array is kept.</summary>
    public void Add(byte[] member, uint hash)
    {
        Insert(new MemberEntry { Member = member, Hash = hash });
        _memberMemory += ObjectSize.Array(member.Length);
    }

    public override void Remove(int index)
    {
        _memberMemory -= ObjectSize.Array(this[index].Member!.Length);
        base.Remove(index);
    }
}

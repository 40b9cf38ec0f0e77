// The members of a sorted set that is too large to be packed: a table, to find a member, and an order over its entries, to find a rank or a score.

using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.SortedSets;

internal sealed class ScoredTable : PagedTable<ScoredMember>
{
    private long _memberMemory;
    private int[] _moved = [];         // the new numbers of entries, while the table is compacted

    public ScoredTable() => Order = new MemberOrder(this);

    public MemberOrder Order { get; }

    /// <summary>Bytes of the table, of the order, and of all members.</summary>
    public long MemoryUsage => ObjectSize.Of(72) + TableMemory + ObjectSize.Of(24) + Order.MemoryUsage + _memberMemory;

    /// <summary>Puts in a member that is not there. The array is kept.</summary>
    public void Add(byte[] member, uint hash, double score) => Order.Insert(AddUnordered(member, hash, score));

    /// <summary>The same without giving the member a place in the order, while its score still changes: <see cref="Arrange"/> must follow.</summary>
    public int AddUnordered(byte[] member, uint hash, double score)
    {
        _memberMemory += ObjectSize.Array(member.Length);
        return Insert(new ScoredMember { Member = member, Hash = hash, Score = score });
    }

    /// <summary>Gives all members their places in the order, when none has one yet.</summary>
    public void Arrange()
    {
        foreach (int entry in this) Order.Insert(entry);
    }

    /// <summary>Rank of an entry.</summary>
    public int RankOf(int entry) => Order.CountBefore(new MemberBound(this[entry].Score, this[entry].Member, behind: false));

    /// <summary>Gives an entry another score, and so another place.</summary>
    public void Rescore(int entry, double score)
    {
        int rank = RankOf(entry);
        if (Order.TryRescore(rank, score)) return;
        Order.RemoveAt(rank);
        this[entry].Score = score;
        Order.Insert(entry);
    }

    /// <summary>Removes an entry.</summary>
    public override void Remove(int index)
    {
        Order.RemoveAt(RankOf(index));
        Drop(index);
    }

    /// <summary>Removes the members of <paramref name="count"/> ranks from <paramref name="rank"/> on.</summary>
    public void RemoveRange(int rank, int count)
    {
        for (; count > 0; count--)
        {
            int entry = Order.Find(rank, out int position)[position];
            Order.RemoveAt(rank);
            Drop(entry);
        }
    }

    public override bool Compact()
    {
        if (!base.Compact()) return false;
        Order.Renumber(_moved);
        _moved = [];
        return true;
    }

    protected override void OnMoved(int from, int to)
    {
        if (from >= _moved.Length) Array.Resize(ref _moved, Math.Max(from + 1, _moved.Length * 2));
        _moved[from] = to;
    }

    private void Drop(int entry)
    {
        _memberMemory -= ObjectSize.Array(this[entry].Member!.Length);
        base.Remove(entry);
    }
}

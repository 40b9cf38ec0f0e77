// When keys expire: entry number -> Unix milliseconds. An open-addressing table of 16 byte cells with linear probing.
//
// It is apart from the entries because most keys of most stores never expire, and because the sweep that removes expired keys walks
// this table and never has to look at keys without an expiry. Removal shifts the cells behind it back, so there are no tombstones and
// the round-robin sweep sees every cell.

using System.Numerics;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Keyspaces;

internal sealed class ExpiryTable
{
    // 34 years: what is further off counts as so far in the mean, whose sum then has room for eight million deadlines.
    private const long Far = 1L << 40;

    private Cell[] _cells = new Cell[8];
    private int _hand;             // where the next sweep goes on
    private long _origin;          // the first deadline
    private long _sum;             // of the distances of all deadlines from it

    private struct Cell
    {
        public long Deadline;
        public int Entry;          // 1 + entry number; 0 in an empty cell
    }

    public int Count { get; private set; }

    public long MemoryUsage => 16L * _cells.Length;

    /// <summary>The mean of the deadlines, 0 when there are none. May be read beside a turn, and then miss what it does.</summary>
    public long MeanDeadline => Count is > 0 and int count ? _origin + _sum / count : 0;

    public long this[int entry]
    {
        get => _cells[Locate(entry)].Deadline;
        set
        {
            int at = Locate(entry);
            if (_cells[at].Entry == 0)
            {
                if (++Count > _cells.Length / 4 * 3)
                {
                    Resize(_cells.Length * 2);
                    at = Locate(entry);
                }
                _cells[at].Entry = entry + 1;
                if (Count == 1) (_origin, _sum) = (value, 0);
            }
            else _sum -= Distance(_cells[at].Deadline);
            _cells[at].Deadline = value;
            _sum += Distance(value);
        }
    }

    public void Remove(int entry)
    {
        int hole = Locate(entry);
        if (_cells[hole].Entry == 0) return;
        _sum -= Distance(_cells[hole].Deadline);
        int mask = _cells.Length - 1;
        for (int at = (hole + 1) & mask; _cells[at].Entry != 0; at = (at + 1) & mask)
        {
            int home = Home(_cells[at].Entry - 1);
            // Move the cell into the hole unless its home lies behind the hole (cyclically).
            if (((at - home) & mask) < ((at - hole) & mask)) continue;
            _cells[hole] = _cells[at];
            hole = at;
        }
        _cells[hole] = default;
        if (--Count < _cells.Length / 8 && _cells.Length > 8) Resize(_cells.Length / 2);
    }

    /// <summary>Examines up to <paramref name="examine"/> cells in use, going on where the last call ended.</summary>
    public void CollectExpired(long now, int examine, List<int> expired)
    {
        examine = Math.Min(examine, Count);
        for (int steps = 0; examine > 0 && steps < _cells.Length; steps++)
        {
            if (_hand >= _cells.Length) _hand = 0;
            ref Cell cell = ref _cells[_hand++];
            if (cell.Entry == 0) continue;
            examine--;
            if (cell.Deadline < now) expired.Add(cell.Entry - 1);
        }
    }

    /// <summary>The entry of a random cell, each about as likely as any other; -1 when there are none.</summary>
    public int RandomEntry(TurnRandom random)
    {
        if (Count == 0) return -1;
        int at = random.Next(_cells.Length);
        while (_cells[at].Entry == 0) at = (at + 1) & (_cells.Length - 1);
        return _cells[at].Entry - 1;
    }

    private long Distance(long deadline) => Math.Clamp(deadline - _origin, -Far, Far);

    private int Home(int entry) => (int)((uint)entry * 2654435769u >> (32 - BitOperations.Log2((uint)_cells.Length)));

    private int Locate(int entry)
    {
        int mask = _cells.Length - 1;
        int at = Home(entry);
        while (_cells[at].Entry != 0 && _cells[at].Entry != entry + 1) at = (at + 1) & mask;
        return at;
    }

    private void Resize(int size)
    {
        Cell[] old = _cells;
        _cells = new Cell[size];
        foreach (Cell cell in old)
            if (cell.Entry != 0) _cells[Locate(cell.Entry - 1)] = cell;
    }
}

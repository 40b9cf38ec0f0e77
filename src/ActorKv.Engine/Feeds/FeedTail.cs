// The newest rows of the journal, in memory, for readers that have reached the end.
//
// Bounded by bytes: a reader that falls further behind finds its rows in the journal. The writer of commits adds, any thread reads; the lock is held
// for the copying of references only.

using System.Diagnostics.CodeAnalysis;
using ActorKv.Engine.Commits;

namespace ActorKv.Engine.Feeds;

internal sealed class FeedTail
{
    private const int MaxBytes = 16 * 1024 * 1024;

    // What a row takes beside its payload: commits of one small turn each are many rows.
    private const int RowBytes = 80;

    private readonly Lock _lock = new();
    private readonly List<JournalRow> _rows = [];
    private int _first;            // rows before it have been dropped, and are removed when they are many
    private long _bytes;

    /// <summary>Adds the next row, whose payload is the caller's.</summary>
    public void Add(in JournalRow row)
    {
        JournalRow own = row with { Payload = row.Payload.ToArray() };
        lock (_lock)
        {
            _rows.Add(own);
            _bytes += own.Payload.Length + RowBytes;
            while (_bytes > MaxBytes) DropFirst();
            if (_first <= _rows.Count / 2) return;
            _rows.RemoveRange(0, _first);
            _first = 0;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _rows.Clear();
            _bytes = _first = 0;
        }
    }

    /// <summary>Rows with turns behind a position, none beyond another. False when the first of them is not here.</summary>
    public bool TryRead(long position, long through, [NotNullWhen(true)] out List<JournalRow>? rows)
    {
        rows = null;
        lock (_lock)
        {
            if (_first == _rows.Count || _rows[_first].FirstLsn > position + 1) return false;
            long bytes = 0;
            for (int at = IndexOf(position + 1); at < _rows.Count && _rows[at].LastLsn <= through && bytes < JournalWindows.MaxBytes; at++)
            {
                (rows ??= []).Add(_rows[at]);
                bytes += _rows[at].Payload.Length;
            }
        }
        return rows is not null;
    }

    private void DropFirst()
    {
        _bytes -= _rows[_first].Payload.Length + RowBytes;
        _rows[_first++] = default;
    }

    // The row that holds a turn; behind the last when none does.
    private int IndexOf(long lsn)
    {
        int from = _first, to = _rows.Count;
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (_rows[middle].LastLsn < lsn) from = middle + 1;
            else to = middle;
        }
        return from;
    }
}

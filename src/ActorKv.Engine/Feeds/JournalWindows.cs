// Rows read from the journal for readers that are behind.
//
// A request takes a page of a window, and the next request goes on in the same window: so the last few are kept, checked and copied, for the same
// reader and for others on the same way. One thread reads at a time, which leaves the journal to commits in between.

using ActorKv.Engine.Commits;

namespace ActorKv.Engine.Feeds;

internal sealed class JournalWindows(IJournal journal)
{
    /// <summary>A window has rows until it has so many bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MaxKept = 4;
    private const int MaxKeptBytes = 32 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly List<List<JournalRow>> _kept = [];

    /// <summary>Rows with turns behind a position, none beyond another. Takes as long as the disk does.</summary>
    /// <exception cref="JournalException">The journal cannot be read, a row is damaged, or the rows were deleted.</exception>
    public IReadOnlyList<JournalRow> Get(long position, long through)
    {
        lock (_lock)
        {
            if (_kept.Find(window => window[0].FirstLsn <= position + 1 && window[^1].LastLsn > position) is { } known) return known;
            List<JournalRow> read = Read(position, through);
            Keep(read);
            return read;
        }
    }

    public void Clear()
    {
        lock (_lock) _kept.Clear();
    }

    private List<JournalRow> Read(long position, long through)
    {
        List<JournalRow> rows = [];
        long bytes = 0;
        foreach (JournalRow row in journal.Read(position))
        {
            if (row.LastLsn > through) break;
            if (rows.Count == 0 && row.FirstLsn > position + 1) break;
            if (!row.IsIntact) throw new JournalException($"Journal row {row.FirstLsn}..{row.LastLsn} is damaged: its checksum is wrong.");
            rows.Add(row with { Payload = row.Payload.ToArray() });
            bytes += row.Payload.Length;
            if (bytes >= MaxBytes) break;
        }
        return rows.Count > 0 ? rows : throw new JournalException($"The row with turn {position + 1} is missing.");
    }

    private void Keep(List<JournalRow> window)
    {
        _kept.Add(window);
        while (_kept.Count > MaxKept || (_kept.Count > 0 && _kept.Sum(Bytes) > MaxKeptBytes)) _kept.RemoveAt(0);
    }

    private static long Bytes(List<JournalRow> window)
    {
        long bytes = 0;
        foreach (JournalRow row in window) bytes += row.Payload.Length;
        return bytes;
    }
}

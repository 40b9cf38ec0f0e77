// A journal in memory that tests can stop, break and damage. What it holds is what a crash would leave.

using ActorKv.Engine.Commits;

namespace ActorKv.Engine.Tests;

internal sealed class MemoryJournal : IJournal
{
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _open = new(true);

    public List<JournalRow> Rows { get; } = [];

    /// <summary>Commits fail with this while it is set.</summary>
    public string? Fault { get; set; }

    /// <summary>Whether that is for want of a way to the journal, so that nobody knows what became of the commit.</summary>
    public bool IsUnreachable { get; set; }

    /// <summary>True when another process has taken the journal.</summary>
    public bool IsTaken { get; set; }

    public int Commits { get; private set; }

    /// <summary>How often rows were read.</summary>
    public int Reads { get; private set; }

    /// <summary>True when everything committed has been synced.</summary>
    public bool IsSynced { get; private set; } = true;

    public long LastLsn { get; private set; }

    public long DeletedThrough { get; private set; }

    public long SizeInBytes
    {
        get
        {
            lock (_lock) return Rows.Sum(row => (long)row.Payload.Length);
        }
    }

    /// <summary>What a crash at this moment would leave.</summary>
    public MemoryJournal Image()
    {
        lock (_lock)
        {
            MemoryJournal image = new() { LastLsn = LastLsn, DeletedThrough = DeletedThrough };
            image.Rows.AddRange(Rows);
            return image;
        }
    }

    /// <summary>Commits wait from here on, as for a slow disk.</summary>
    public void Stop() => _open.Reset();

    public void GoOn() => _open.Set();

    public ValueTask CommitAsync(ReadOnlyMemory<JournalRow> rows, bool sync, CancellationToken cancellation)
    {
        _open.Wait(cancellation);
        if (IsTaken) throw new JournalFencedException("another process writes the journal", outcomeUnknown: false);
        if (Fault is { } fault) throw new JournalException(fault) { IsUnreachable = IsUnreachable };
        lock (_lock)
        {
            foreach (JournalRow row in rows.Span)
            {
                if (row.FirstLsn != LastLsn + 1) throw new ArgumentException($"Row {row.FirstLsn} does not follow {LastLsn}.", nameof(rows));
                Rows.Add(row with { Payload = row.Payload.ToArray() });
                LastLsn = row.LastLsn;
            }
            Commits++;
            IsSynced = sync;
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask ProbeAsync(CancellationToken cancellation) =>
        Fault is { } fault ? throw new JournalException(fault) : ValueTask.CompletedTask;

    public IEnumerable<JournalRow> Read(long afterLsn)
    {
        lock (_lock)
        {
            if (afterLsn < DeletedThrough) throw new JournalException($"Turns up to {DeletedThrough} were deleted.");
            Reads++;
            return Rows.Where(row => row.LastLsn > afterLsn).ToList();
        }
    }

    public string WayOut(long lsn) => $"remove the rows from {lsn} on.";

    public bool DeleteThrough(long throughLsn)
    {
        lock (_lock)
        {
            DeletedThrough = throughLsn > LastLsn ? throughLsn : Math.Max(DeletedThrough, Rows.LastOrDefault(row => row.LastLsn <= throughLsn).LastLsn);
            Rows.RemoveAll(row => row.LastLsn <= throughLsn);
            LastLsn = Math.Max(LastLsn, throughLsn);
            return false;
        }
    }

    public long LastBefore(long bytes, long time)
    {
        lock (_lock)
        {
            for (int at = Rows.Count - 1; at >= 0; bytes -= Rows[at--].Payload.Length)
                if (bytes <= 0 && Rows[at].Time < time) return Rows[at].LastLsn;
            return DeletedThrough;
        }
    }

    public void Dispose() => _open.Set();
}

// What has been committed, for readers: the source of AKV.CHANGES.
//
//   CommitQueue's writer ──row──► FeedTail (recent rows, in memory)   ─┐
//                └──────────────► the journal ──► JournalWindows      ─┴─► FeedReading: one request of one reader
//
// A position is a journal's log sequence number: "everything up to here is known". CommitQueue's own numbers will not do, because they go
// on over turns that were taken back and begin anew at each start; the journal's have no gaps and survive restarts.
//
// Newest says how far readers are told. A turn may be told when no crash can undo it: under `always` and `everysec` when it is synced, under `no`,
// where nobody knows when that is, when it is in the journal's file. Turns that are taken back never were in the journal, so nobody has heard of them.
//
// Who reads nothing costs nothing: without readers the writer looks at two fields a commit. The tail is kept while somebody reads, so that many
// readers at the end share it instead of reading the same rows from the disk.

using ActorKv.Engine.Commits;

namespace ActorKv.Engine.Feeds;

internal sealed class CommitFeed(Store store)
{
    // How long the tail is kept for readers that poll.
    private const long ForgottenAfter = 10_000;

    private readonly FeedTail _tail = new();
    private readonly JournalWindows _windows = new(store.Journal);
    private TaskCompletionSource? _next;
    private long _committed;
    private long _newest;
    private long _lastRead;
    private volatile bool _isRead;

    /// <summary>The newest position: everything up to here may be told.</summary>
    public long Newest => Volatile.Read(ref _newest);

    /// <summary>The oldest position that can be gone on from: everything behind it is kept.</summary>
    public long Oldest => store.Journal.DeletedThrough;

    /// <summary>Begins where the journal ends: at the start, and when journalling begins.</summary>
    public void Start()
    {
        _tail.Clear();
        _committed = store.Journal.LastLsn;
        Volatile.Write(ref _newest, _committed);
    }

    /// <summary>A row is in the journal. On the writer's thread, before anybody else is told.</summary>
    /// <param name="row">The row; one without turns when the commit only synced what was there.</param>
    /// <param name="isSafe">Whether everything up to there may be told.</param>
    public void OnCommitted(JournalRow row, bool isSafe)
    {
        if (row.Turns > 0)
        {
            _committed = row.LastLsn;
            if (_isRead) Keep(row);
        }
        if (!isSafe) return;
        Volatile.Write(ref _newest, _committed);
        Wake();
    }

    /// <summary>Ends with the next commit that moves <see cref="Newest"/>; also when journalling ends.</summary>
    public Task NextAsync()
    {
        TaskCompletionSource fresh = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _next, fresh, null) ?? fresh).Task;
    }

    /// <summary>Lets who waits look again.</summary>
    public void Wake()
    {
        if (_next is not null) Interlocked.Exchange(ref _next, null)?.TrySetResult();
    }

    /// <summary>Some rows behind a position that is before <see cref="Newest"/>. The first may begin at or before it; none is beyond what may be told.
    /// May read from the disk: not for an event loop.</summary>
    /// <exception cref="JournalException">The journal cannot be read, or the rows have been deleted.</exception>
    public IReadOnlyList<JournalRow> Read(long position)
    {
        _lastRead = Environment.TickCount64;
        _isRead = true;
        long newest = Newest;
        return _tail.TryRead(position, newest, out List<JournalRow>? recent) ? recent : _windows.Get(position, newest);
    }

    /// <summary>Lets go of what was read from the journal and is kept for the next request: MEMORY PURGE. May wait for a reader.</summary>
    public void Trim() => _windows.Clear();

    private void Keep(in JournalRow row)
    {
        if (_next is null && Environment.TickCount64 - _lastRead > ForgottenAfter)
        {
            _isRead = false;
            _tail.Clear();
        }
        else _tail.Add(row);
    }
}

// One AKV.CHANGES under way, beside its session, which waits:
//
//   read rows ─► page ─► has something, or does not block: reply
//      ▲           └──── nothing yet: wait for the next commit ─┐
//      └────────────────────────────────────────────────────────┘
//
// Nothing of it runs on an event loop but the reply. The session's wait is over when there is a reply, when its time is up, by CLIENT UNBLOCK, or when the
// connection ends; whoever comes first ends it, and the reading notices.

using ActorKv.Engine.Blocking;
using ActorKv.Engine.Commits;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Feeds;

/// <param name="store">The engine.</param>
/// <param name="page">What is to be filled.</param>
/// <param name="blocks">Whether to wait for something to tell.</param>
/// <param name="fromOldest">Whether to begin with the oldest change that is kept, whichever that is.</param>
internal sealed class FeedReading(Store store, FeedPage page, bool blocks, bool fromOldest)
{
    // What a request that does not block looks through at most: a narrow pattern over a long journal is answered in pieces.
    private const long MaxScanned = 16 * 1024 * 1024;

    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _seen = page.Position;
    private SessionWait? _wait;

    /// <summary>Suspends the session until there is a reply.</summary>
    /// <param name="timeoutMilliseconds">0: for ever.</param>
    public void Begin(Session session, long timeoutMilliseconds)
    {
        _wait = session.Wait(timeoutMilliseconds, reply => FeedPage.WriteEmpty(reply, Volatile.Read(ref _seen)), () => _over.TrySetResult());
        _ = Task.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        try
        {
            string? error = await FillAsync();
            _wait!.End(reply =>
            {
                if (error is null) page.WriteTo(reply);
                else reply.Error(error);
            });
        }
        catch (Exception bug) when (Supervision.IsBug(bug))
        {
            store.Log.LogError(bug, "Changes could not be read");
            _wait!.End(reply => reply.Error(FeedErrors.Unreadable(bug.Message)));
        }
    }

    // Fills the page; the error when that cannot be.
    private async Task<string?> FillAsync()
    {
        CommitFeed feed = store.Feed;
        while (true)
        {
            if (!store.IsJournalling) return FeedErrors.NoJournal;
            Task next = feed.NextAsync();
            try
            {
                while (page.Position < feed.Newest && !page.IsFull && !IsWearied && !IsOver) TakeFrom(feed);
            }
            catch (JournalException failure)
            {
                // A page that has something is given first; the next request meets the fault again.
                if (page.IsEmpty && feed.Oldest <= page.Position) return FeedErrors.Unreadable(failure.Message);
                if (page.IsEmpty && !fromOldest) return FeedErrors.Gone(page.Position, feed.Oldest);
                if (!page.IsEmpty) return null;
                page.BeginAt(feed.Oldest);
                continue;
            }
            if (page.Position > feed.Newest && page.Position > store.Journal.LastLsn) return FeedErrors.Ahead(page.Position, feed.Newest);
            if (!page.IsEmpty || !blocks || IsOver) return null;
            if (page.Position < feed.Newest) continue;
            await Task.WhenAny(next, _over.Task);
        }
    }

    private bool IsOver => _over.Task.IsCompleted;

    private bool IsWearied => !blocks && page.Scanned >= MaxScanned;

    private void TakeFrom(CommitFeed feed)
    {
        foreach (JournalRow row in feed.Read(page.Position))
        {
            if (row.LastLsn <= page.Position) continue;
            page.Take(row);
            if (page.IsFull) return;
            if (page.IsEmpty) Volatile.Write(ref _seen, page.Position);
        }
    }
}

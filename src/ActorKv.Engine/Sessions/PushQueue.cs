// The way of pushes into sessions: each thread that serves sessions has one such queue.
//
//   publisher, any thread                                   the thread that serves the targets
//   Post(frame, targets) ... Signal() ──────────────────►   Take a run, Session.Deliver for each target, flush each once
//
// A publisher adds one entry for all targets on a thread, however many they are, and goes on; it never touches their output, and never waits
// for them. Entries are delivered in the order in which they were posted, so who posts under a lock decides the order for everybody.
//
// What waits here is bounded by its publishers' patience, not by dropping: above Bound bytes a queue is congested, and PUBLISH lets its
// session rest until there is room again. The thread that serves subscribers does catch up: those who do not read are cut.

using System.Collections.Concurrent;

namespace ActorKv.Engine.Sessions;

internal abstract class PushQueue
{
    private const long Bound = 16 * 1024 * 1024;
    private const int EntryBytes = 64;

    private readonly ConcurrentQueue<Entry> _entries = new();
    private long _bytes;
    private TaskCompletionSource? _relief;

    private readonly record struct Entry(PushFrame Frame, Session[] Targets);

    /// <summary>True when publishers should rest.</summary>
    public bool IsCongested => Volatile.Read(ref _bytes) > Bound;

    /// <summary>Adds a frame for sessions that this queue's thread serves. The array may not change any more. To be followed by <see cref="Signal"/>.</summary>
    public void Post(PushFrame frame, Session[] targets)
    {
        Interlocked.Add(ref _bytes, frame.Length + EntryBytes);
        _entries.Enqueue(new Entry(frame, targets));
    }

    /// <summary>Tells the thread that there is something. From any thread.</summary>
    public abstract void Signal();

    /// <summary>Ends when the queue is no longer congested.</summary>
    public Task WhenRelieved()
    {
        TaskCompletionSource relief = new(TaskCreationOptions.RunContinuationsAsynchronously);
        relief = Interlocked.CompareExchange(ref _relief, relief, null) ?? relief;
        // It may have been emptied between the look at it and this call: then nobody would come by.
        if (!IsCongested) Relieve();
        return relief.Task;
    }

    /// <summary>Takes the frames at the head that are for the same targets. Adds them to <paramref name="run"/>; null when there are none.</summary>
    /// <param name="run">Gets the frames.</param>
    /// <param name="left">Entries to take at most; counted down.</param>
    protected Session[]? TakeRun(List<PushFrame> run, ref int left)
    {
        Session[]? targets = null;
        long bytes = 0;
        while (left > 0 && _entries.TryPeek(out Entry next) && (targets is null || next.Targets == targets) && _entries.TryDequeue(out Entry entry))
        {
            left--;
            targets = entry.Targets;
            bytes += entry.Frame.Length + EntryBytes;
            run.Add(entry.Frame);
        }
        if (bytes > 0 && Interlocked.Add(ref _bytes, -bytes) <= Bound && Volatile.Read(ref _relief) is not null) Relieve();
        return targets;
    }

    /// <summary>Entries that wait now.</summary>
    protected int Count => _entries.Count;

    private void Relieve() => Interlocked.Exchange(ref _relief, null)?.TrySetResult();
}

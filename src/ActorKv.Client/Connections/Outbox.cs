// The commands that wait to be sent, in the order in which they were issued. It outlives the connections that empty it.
//
//   callers ──Add──► [ batch ][ batch ][ tail: grows ] ──Take──► the writer of whichever link is up
//
// Nobody waits in Add: what is too much fails. The writer takes no batch while MaxInFlight commands are unanswered, so a server that falls behind
// makes the commands wait here, where they are counted.

namespace ActorKv.Connections;

internal sealed class Outbox(int maxInFlight, long maxWaitingBytes, TimeProvider clock)
{
    // While nothing is taken the tail would grow young and old commands together, and they are given up together.
    private static readonly TimeSpan OneAge = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly Queue<CommandBatch> _batches = new();
    private CommandBatch? _tail;
    private TaskCompletionSource? _waiter;
    private KvConnectionException? _closed;
    private long _waitingBytes;
    private int _inFlight;

    public void Add(string name, ReadOnlySpan<KvValue> arguments, PendingReply pending)
    {
        KvConnectionException? refusal;
        lock (_gate)
        {
            refusal = _closed ?? (_waitingBytes > maxWaitingBytes
                ? new KvConnectionException($"has more than {maxWaitingBytes} bytes of commands waiting: this one was not sent.", outcomeUnknown: false)
                : null);
            if (refusal is null)
            {
                CommandBatch tail = Tail(pending.IssuedAt);
                int before = tail.Length;
                tail.Add(name, arguments, pending);
                _waitingBytes += tail.Length - before;
                WakeWriter();
            }
        }
        if (refusal is not null) pending.Fail(refusal);
    }

    /// <summary>Puts a batch before all others: what a new connection must hear first.</summary>
    public void AddFirst(CommandBatch batch)
    {
        lock (_gate)
        {
            CommandBatch[] others = [.. _batches];
            _batches.Clear();
            _batches.Enqueue(batch);
            foreach (CommandBatch other in others) _batches.Enqueue(other);
            _waitingBytes += batch.Length;
            WakeWriter();
        }
    }

    /// <summary>The oldest batch, which now counts as sent; null when there is none, or no room for it in flight.</summary>
    public CommandBatch? Take()
    {
        lock (_gate)
        {
            if (!MayTake()) return null;
            CommandBatch batch = _batches.Dequeue();
            if (batch == _tail) _tail = null;
            _waitingBytes -= batch.Length;
            _inFlight += batch.Pending.Count;
            return batch;
        }
    }

    /// <summary>Completes when there is something to take, or at <see cref="Wake"/>. For one writer at a time.</summary>
    /// <param name="end">Cancelled before Wake is called: whoever begins to wait between the two would not be woken.</param>
    public Task WaitAsync(CancellationToken end)
    {
        lock (_gate)
        {
            if (MayTake() || end.IsCancellationRequested) return Task.CompletedTask;
            _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiter.Task;
        }
    }

    /// <summary>Says that so many commands in flight were answered or given up.</summary>
    public void Landed(int count)
    {
        lock (_gate)
        {
            _inFlight -= count;
            WakeWriter();
        }
    }

    /// <summary>Lets the writer look around, so that it notices the end of its link.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _waiter?.TrySetResult();
            _waiter = null;
        }
    }

    /// <summary>Gives up what has waited since before a moment.</summary>
    public void Expire(long issuedBefore, KvConnectionException reason)
    {
        List<CommandBatch> expired = [];
        lock (_gate)
        {
            while (_batches.TryPeek(out CommandBatch? oldest) && oldest.BornAt < issuedBefore)
            {
                expired.Add(_batches.Dequeue());
                _waitingBytes -= oldest.Length;
                if (oldest == _tail) _tail = null;
            }
        }
        Fail(expired, reason);
    }

    /// <summary>Fails everything that waits, and everything that comes later.</summary>
    public void Close(KvConnectionException reason)
    {
        CommandBatch[] left;
        lock (_gate)
        {
            _closed ??= reason;
            left = [.. _batches];
            _batches.Clear();
            _tail = null;
            _waitingBytes = 0;
            _waiter?.TrySetResult();
            _waiter = null;
        }
        Fail(left, reason);
    }

    private static void Fail(IEnumerable<CommandBatch> batches, Exception reason)
    {
        foreach (CommandBatch batch in batches)
        {
            batch.Release();
            foreach (PendingReply pending in batch.Pending) pending.Fail(reason);
        }
    }

    private CommandBatch Tail(long now)
    {
        if (_tail is { IsFull: false } tail && clock.GetElapsedTime(tail.BornAt, now) < OneAge) return tail;
        _tail = new CommandBatch(now, maxInFlight);
        _batches.Enqueue(_tail);
        return _tail;
    }

    private bool MayTake() =>
        _batches.TryPeek(out CommandBatch? oldest) && (_inFlight == 0 || _inFlight + oldest.Pending.Count <= maxInFlight);

    private void WakeWriter()
    {
        if (_waiter is null || !MayTake()) return;
        _waiter.TrySetResult();
        _waiter = null;
    }
}

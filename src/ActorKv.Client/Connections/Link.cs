// One connection, from its greeting to its end: a loop that sends, a loop that receives, and the commands between them.
//
//   Outbox ──batches──► writer ──► socket          in flight: [ oldest … newest ]
//                          └──────────────────────────────────────▲    │
//   callers ◄── replies ── reader ◄── socket                           ▼ each reply belongs to the oldest
//
// It ends once, for whatever reason: then what is in flight has an unknown outcome and says so, and what is in the outbox stays there. A reply that
// does not come in time ends it too: replies come in order, so behind one that is missing none will come.

using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ActorKv.Connections;

internal sealed class Link : IAsyncDisposable
{
    private readonly ActorKvConnectionOptions _options;
    private readonly Outbox _outbox;
    private readonly Stream _stream;
    private readonly ReceiveBuffer _received;
    private readonly IMessageSink? _sink;
    private readonly ConcurrentQueue<PendingReply> _inFlight = new();
    private readonly CancellationTokenSource _end = new();
    private Exception? _reason;
    private long _progressAt;

    private Link(ActorKvConnectionOptions options, Outbox outbox, Stream stream, ReceiveBuffer received, IMessageSink? sink, long clientId)
    {
        _options = options;
        _outbox = outbox;
        _stream = stream;
        _received = received;
        _sink = sink;
        ClientId = clientId;
    }

    /// <summary>What CLIENT ID says of it.</summary>
    public long ClientId { get; }

    /// <summary>Why it has ended.</summary>
    public Exception? Reason => Volatile.Read(ref _reason);

    /// <summary>Connects and introduces itself. Nothing of the outbox is sent before <see cref="RunAsync"/>.</summary>
    /// <exception cref="KvException">The server does not let the client in.</exception>
    /// <exception cref="KvConnectionException">It cannot be reached in time.</exception>
    public static async Task<Link> OpenAsync(ActorKvConnectionOptions options, Outbox outbox, IMessageSink? sink, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(options.ConnectTimeout, options.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Stream? stream = null;
        ReceiveBuffer received = new();
        try
        {
            stream = await Introduction.DialAsync(options, either.Token).ConfigureAwait(false);
            long id = await Introduction.GreetAsync(stream, received, options, either.Token).ConfigureAwait(false);
            return new Link(options, outbox, stream, received, sink, id);
        }
        catch (Exception failure)
        {
            received.Release();
            if (stream is not null) await stream.DisposeAsync().ConfigureAwait(false);
            if (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new KvConnectionException($"to {options.Endpoint} was not made within {options.ConnectTimeout}.", outcomeUnknown: false, failure);
            if (failure is IOException or SocketException or FormatException or AuthenticationException)
                throw new KvConnectionException($"to {options.Endpoint} could not be made: {failure.Message}", outcomeUnknown: false, failure);
            throw;
        }
    }

    /// <summary>Sends and receives until the end, however it comes: see <see cref="Reason"/>. Then everything in flight has failed.</summary>
    public async Task RunAsync()
    {
        _progressAt = _options.TimeProvider.GetTimestamp();
        TimeSpan period = _options.CommandTimeout / 4;
        using ITimer watch = _options.TimeProvider.CreateTimer(static link => ((Link)link!).CheckProgress(), this, period, period);
        await Task.WhenAll(EndWith(SendAsync()), EndWith(ReceiveAsync())).ConfigureAwait(false);
        _received.Release();

        KvConnectionException lost = new($"to {_options.Endpoint} was lost before the reply came, and the command may have been executed: {_reason!.Message}",
            outcomeUnknown: true, _reason);
        int failed = 0;
        for (; _inFlight.TryDequeue(out PendingReply? pending); failed++) pending.Fail(lost);
        _outbox.Landed(failed);
    }

    /// <summary>Ends it.</summary>
    public void Abort(Exception reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is not null) return;
        _end.Cancel();
        _outbox.Wake();
    }

    public ValueTask DisposeAsync()
    {
        Abort(new ObjectDisposedException(nameof(ActorKvConnection)));
        return _stream.DisposeAsync();
    }

    // Whichever loop ends takes the other with it.
    private async Task EndWith(Task loop)
    {
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Abort(loop.Exception?.InnerException ?? new EndOfStreamException("The server closed the connection."));
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private async Task SendAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            if (_outbox.Take() is not { } batch)
            {
                await _outbox.WaitAsync(_end.Token).ConfigureAwait(false);
                continue;
            }
            if (_inFlight.IsEmpty) Volatile.Write(ref _progressAt, _options.TimeProvider.GetTimestamp());
            foreach (PendingReply pending in batch.Pending) _inFlight.Enqueue(pending);
            try
            {
                await _stream.WriteAsync(batch.Bytes, _end.Token).ConfigureAwait(false);
            }
            finally
            {
                batch.Release();
            }
        }
    }

    private async Task ReceiveAsync()
    {
        while (await _received.FillAsync(_stream, _end.Token).ConfigureAwait(false))
        {
            Volatile.Write(ref _progressAt, _options.TimeProvider.GetTimestamp());
            int landed = 0;
            while (_received.TryTake(out ReadOnlyMemory<byte> reply))
            {
                if (reply.Span[0] == (byte)'>')
                {
                    if (TakePush(reply.Span)) landed++;
                    continue;
                }
                if (!_inFlight.TryDequeue(out PendingReply? pending)) throw new FormatException("The server sent a reply that nobody has asked for.");
                pending.Complete(reply.Span);
                landed++;
            }
            if (landed > 0) _outbox.Landed(landed);
        }
    }

    // True when it was the last answer to a command: SUBSCRIBE is answered by pushes, one for each channel.
    private bool TakePush(ReadOnlySpan<byte> push)
    {
        KvReplyReader reader = new(push);
        int items = reader.ReadArray();
        if (items == 0) return false;
        ReadOnlySpan<byte> kind = reader.ReadBytes();
        if (kind.EndsWith("message"u8))
        {
            _sink?.Deliver(kind, ref reader);
            return false;
        }
        if (!kind.EndsWith("subscribe"u8) || !_inFlight.TryPeek(out PendingReply? oldest) || oldest is not PendingSubscription pending) return false;
        if (!pending.Confirm(kind)) return false;
        _inFlight.TryDequeue(out _);
        return true;
    }

    private void CheckProgress()
    {
        if (!_inFlight.TryPeek(out PendingReply? oldest) || oldest.IsPatient) return;
        if (_options.TimeProvider.GetElapsedTime(Volatile.Read(ref _progressAt)) >= _options.CommandTimeout)
            Abort(new TimeoutException($"Nothing was received for {_options.CommandTimeout}."));
    }
}

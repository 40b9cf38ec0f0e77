// The subscription that every host hands out: a bounded queue between who delivers and who reads.
//
// Deliver is called by the host, one message at a time, and never waits. The end comes from either side, once: the reader leaves the loop or disposes
// (End runs), or the host fails (Fail). Whatever waits is still read after a failure.

using System.Threading.Channels;

namespace ActorKv;

/// <summary>For hosts of <see cref="IActorKv"/>: a subscription into which the host delivers.</summary>
public sealed class KvSubscriptionQueue : IKvSubscription
{
    private readonly Channel<KvMessage> _messages;
    private readonly KvOverflow _overflow;
    private readonly Func<KvSubscriptionQueue, ValueTask> _end;
    private long _dropped;
    private int _isRead;
    private int _isEnded;

    /// <param name="topics">What it is subscribed to; at least one.</param>
    /// <param name="options">Its bound.</param>
    /// <param name="end">Unsubscribes. Called once, when the reader has ended the subscription or it has overflowed.</param>
    public KvSubscriptionQueue(IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options, Func<KvSubscriptionQueue, ValueTask> end)
    {
        ArgumentNullException.ThrowIfNull(topics);
        ArgumentNullException.ThrowIfNull(end);
        if (topics.Count == 0) throw new ArgumentException("A subscription has at least one topic.", nameof(topics));
        options ??= KvSubscriptionOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Capacity, 1, nameof(options));
        Topics = [.. topics];
        _overflow = options.Overflow;
        _end = end;
        BoundedChannelOptions bounds = new(options.Capacity)
        {
            FullMode = _overflow == KvOverflow.DropOldest ? BoundedChannelFullMode.DropOldest : BoundedChannelFullMode.Wait,
            SingleReader = true, SingleWriter = false,
        };
        _messages = Channel.CreateBounded<KvMessage>(bounds, _ => Interlocked.Increment(ref _dropped));
    }

    /// <inheritdoc/>
    public IReadOnlyList<KvTopic> Topics { get; }

    /// <inheritdoc/>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Gives the reader a message. Ignored after the end.</summary>
    public void Deliver(KvMessage message)
    {
        if (_messages.Writer.TryWrite(message) || _overflow == KvOverflow.DropOldest) return;
        if (_messages.Writer.TryComplete(new KvException("OVERFLOW The subscription ended: too many messages wait to be read.")))
            _ = EndAsync().AsTask();
    }

    /// <summary>Ends the subscription from the host's side: who reads it gets what waits, and then the reason, if there is one.</summary>
    public void Fail(Exception? reason)
    {
        Interlocked.Exchange(ref _isEnded, 1);
        _messages.Writer.TryComplete(reason);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<KvMessage> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isRead, 1) != 0) throw new InvalidOperationException("A subscription is read once.");
        try
        {
            await foreach (KvMessage message in _messages.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return message;
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Unsubscribes; a loop that reads the subscription ends.</summary>
    public ValueTask DisposeAsync()
    {
        _messages.Writer.TryComplete();
        return EndAsync();
    }

    private ValueTask EndAsync() => Interlocked.Exchange(ref _isEnded, 1) == 0 ? _end(this) : default;
}

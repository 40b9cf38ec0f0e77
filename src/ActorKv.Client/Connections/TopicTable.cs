// Who has subscribed to what through one connection, and how the server is told.
//
// The server knows each topic once; here it has a list of subscriptions. What is told to the server is told one after the other (the gate), so that what
// it knows is what stands here: a topic is subscribed before its first subscription is handed out, and unsubscribed behind its last.
// A new connection subscribes everything anew before it does anything else.

using System.Text;

namespace ActorKv.Connections;

/// <summary>Gets the messages that come between replies.</summary>
internal interface IMessageSink
{
    /// <param name="kind">"message", "pmessage" or "smessage".</param>
    /// <param name="rest">Stands behind it.</param>
    void Deliver(ReadOnlySpan<byte> kind, ref KvReplyReader rest);
}

internal sealed class TopicTable(Outbox outbox, TimeProvider clock) : IMessageSink, IDisposable
{
    private static readonly KvTopicKind[] Kinds = [KvTopicKind.Channel, KvTopicKind.Pattern, KvTopicKind.ShardChannel];

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<KvTopic, KvSubscriptionQueue[]> _readers = [];

    public async ValueTask<IKvSubscription> SubscribeAsync(IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options, CancellationToken cancellationToken)
    {
        KvSubscriptionQueue subscription = new(topics, options, EndAsync);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Add(subscription);
            // Subscribing twice does no harm, so an outcome that is unknown is no reason to give up.
            Task told;
            do
            {
                told = TellAsync(subscription.Topics, "SUBSCRIBE").WaitAsync(cancellationToken);
                await told.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            while (told.Exception?.InnerException is KvConnectionException { OutcomeUnknown: true });
            await told.ConfigureAwait(false);
            return subscription;
        }
        catch
        {
            foreach (KvTopic topic in Remove(subscription)) _ = TellAsync([topic], "UNSUBSCRIBE");
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What a new connection must hear first; null when nobody has subscribed.</summary>
    public CommandBatch? ForNewConnection()
    {
        lock (_lock)
        {
            if (_readers.Count == 0) return null;
            CommandBatch batch = new(clock.GetTimestamp());
            foreach (KvTopicKind kind in Kinds)
            {
                KvValue[] names = Names(_readers.Keys, kind);
                if (names.Length == 0) continue;
                PendingSubscription pending = new(Word(kind, "SUBSCRIBE"), names.Length) { IssuedAt = clock.GetTimestamp() };
                batch.Add(Word(kind, "SUBSCRIBE"), names, pending);
                _ = FailWhenRefusedAsync(kind, pending.Confirmed);
            }
            return batch;
        }
    }

    public void Deliver(ReadOnlySpan<byte> kind, ref KvReplyReader rest)
    {
        KvTopicKind topicKind = kind[0] switch { (byte)'p' => KvTopicKind.Pattern, (byte)'s' => KvTopicKind.ShardChannel, _ => KvTopicKind.Channel };
        string name = Encoding.UTF8.GetString(rest.ReadBytes());
        string channel = topicKind == KvTopicKind.Pattern ? Encoding.UTF8.GetString(rest.ReadBytes()) : name;
        KvTopic topic = new(topicKind, name);
        KvSubscriptionQueue[]? readers;
        lock (_lock) _readers.TryGetValue(topic, out readers);
        if (readers is null) return;
        KvMessage message = new(topic, channel, rest.ReadBytes().ToArray());
        foreach (KvSubscriptionQueue reader in readers) reader.Deliver(message);
    }

    /// <summary>Ends all subscriptions.</summary>
    public void Close(Exception? reason)
    {
        foreach (KvSubscriptionQueue reader in All(_ => true)) reader.Fail(reason);
        lock (_lock) _readers.Clear();
    }

    public void Dispose() => _gate.Dispose();

    private async ValueTask EndAsync(KvSubscriptionQueue subscription)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            // The connection may be down, and then nobody waits for what the next one will not be told at all.
            _ = TellAsync(Remove(subscription), "UNSUBSCRIBE");
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task FailWhenRefusedAsync(KvTopicKind kind, Task confirmed)
    {
        await confirmed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (confirmed.Exception?.InnerException is not { } reason || reason is KvConnectionException) return;
        foreach (KvSubscriptionQueue reader in All(topic => topic.Kind == kind))
        {
            reader.Fail(reason);
            Remove(reader);
        }
    }

    private Task TellAsync(IReadOnlyCollection<KvTopic> topics, string word)
    {
        List<Task> confirmed = [];
        foreach (KvTopicKind kind in Kinds)
        {
            KvValue[] names = Names(topics, kind);
            if (names.Length == 0) continue;
            PendingSubscription pending = new(Word(kind, word), names.Length) { IssuedAt = clock.GetTimestamp() };
            outbox.Add(Word(kind, word), names, pending);
            confirmed.Add(pending.Confirmed);
        }
        return Task.WhenAll(confirmed);
    }

    private void Add(KvSubscriptionQueue subscription)
    {
        lock (_lock)
        {
            foreach (KvTopic topic in subscription.Topics)
            {
                KvSubscriptionQueue[] others = _readers.GetValueOrDefault(topic, []);
                if (!others.Contains(subscription)) _readers[topic] = [.. others, subscription];
            }
        }
    }

    // Returns the topics that nobody reads any more.
    private List<KvTopic> Remove(KvSubscriptionQueue subscription)
    {
        List<KvTopic> unread = [];
        lock (_lock)
        {
            foreach (KvTopic topic in subscription.Topics)
            {
                if (!_readers.TryGetValue(topic, out KvSubscriptionQueue[]? readers)) continue;
                KvSubscriptionQueue[] others = Array.FindAll(readers, reader => reader != subscription);
                if (others.Length > 0) _readers[topic] = others;
                else if (_readers.Remove(topic)) unread.Add(topic);
            }
        }
        return unread;
    }

    private List<KvSubscriptionQueue> All(Predicate<KvTopic> where)
    {
        lock (_lock) return [.. _readers.Where(entry => where(entry.Key)).SelectMany(entry => entry.Value).Distinct()];
    }

    private static KvValue[] Names(IReadOnlyCollection<KvTopic> topics, KvTopicKind kind) =>
        [.. topics.Where(topic => topic.Kind == kind).Distinct().Select(topic => (KvValue)topic.Name)];

    private static string Word(KvTopicKind kind, string word) => kind switch
    {
        KvTopicKind.Pattern => "P" + word,
        KvTopicKind.ShardChannel => "S" + word,
        _ => word,
    };
}

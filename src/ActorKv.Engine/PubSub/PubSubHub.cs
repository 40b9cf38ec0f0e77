// Who has subscribed to what, and the way of a message to them.
//
//   Publish(channel, message)
//     ├─ by name: one look-up ──────────────► Audience ─► one entry in the PushQueue of each thread that serves some of them
//     └─ by pattern: PatternIndex ──────────► Audience ─►  "        with a frame of its own
//
// One lock guards it all, for about as long as it takes to look up and to enqueue: so all sessions get the messages of all channels in one
// order, and whoever has been told that he is unsubscribed gets no message any more (SubscribeReplies delivers what was posted before). What
// costs time, writing to a hundred sockets, happens outside, on the threads that own them. While nobody has subscribed to anything,
// publishing costs one comparison.
//
// A message goes out when the command runs, inside EXEC and scripts too. Its publisher's own copy comes after the reply, as since Redis 7.2;
// 7.0 puts it before, and inside EXEC's reply. Messages are not journalled, and do not wait for what their publisher wrote to be durable.
//
// Shard channels are channels with names of their own: on one node every slot is here. Where there are more nodes, a relay carries what is published
// to the others; only the subscribers of this one are counted.

using ActorKv.Core.Keys;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.PubSub;

internal sealed class PubSubHub
{
    private readonly Lock _lock = new();
    private readonly Dictionary<byte[], Audience> _channels = new(KeyComparer.Instance);
    private readonly Dictionary<byte[], Audience> _shardChannels = new(KeyComparer.Instance);
    private readonly PatternIndex _patterns = new();
    private readonly List<Audience> _found = [];
    private volatile bool _isHeard;

    /// <summary>True while somebody has subscribed to something, here or where the relay leads.</summary>
    public bool IsHeard => _isHeard || Relay is not null;

    /// <summary>Carries messages to other nodes; null when there are none.</summary>
    public IMessageRelay? Relay { get; set; }

    /// <summary>Channels with subscribers.</summary>
    public int Channels => _channels.Count;

    public int ShardChannels => _shardChannels.Count;

    /// <summary>Patterns with subscribers.</summary>
    public int Patterns => _patterns.Count;

    /// <summary>Sends a message to whoever has subscribed to the channel or to a pattern that fits. From any thread, which does not wait. Returns
    /// how often it was sent.</summary>
    public int Publish(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message) => Publish(channel, message, out _);

    /// <inheritdoc cref="Publish(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    /// <param name="channel">Its name.</param>
    /// <param name="message">What to send.</param>
    /// <param name="congested">A queue that should be given time before more is published, or null.</param>
    public int Publish(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message, out PushQueue? congested)
    {
        Relay?.Publish(channel, message, toShard: false);
        return PublishHere(channel, message, out congested);
    }

    /// <summary>Sends it to those of this node alone: what a relay has brought.</summary>
    public int PublishHere(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message, out PushQueue? congested)
    {
        congested = null;
        if (!_isHeard) return 0;
        lock (_lock)
        {
            int sent = Post(_channels, channel, message, "message"u8, ref congested);
            _found.Clear();
            _patterns.Find(channel, _found);
            foreach (Audience audience in _found)
            {
                sent += audience.Post(MessageFrame.PatternMessage(audience.Name, channel, message));
                congested ??= audience.Congested();
            }
            return sent;
        }
    }

    /// <summary>Sends a message to the subscribers of a shard channel.</summary>
    public int PublishToShard(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message, out PushQueue? congested)
    {
        Relay?.Publish(channel, message, toShard: true);
        return PublishToShardHere(channel, message, out congested);
    }

    /// <inheritdoc cref="PublishHere"/>
    public int PublishToShardHere(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message, out PushQueue? congested)
    {
        congested = null;
        if (!_isHeard) return 0;
        lock (_lock) return Post(_shardChannels, channel, message, "smessage"u8, ref congested);
    }

    /// <summary>From now on the session gets what is published there. Nothing when it does already, or is closing.</summary>
    public void Subscribe(Session session, ChannelKind kind, byte[] name)
    {
        lock (_lock)
        {
            Subscriber subscriber = session.Subscriber ??= new Subscriber();
            Dictionary<byte[], Audience> own = subscriber.Of(kind);
            // A session may end while its EXEC runs on another thread: nobody would take it out any more.
            if (session.IsClosing || own.ContainsKey(name)) return;
            Audience audience = Open(kind, name);
            audience.Add(session);
            own.Add(audience.Name, audience);
            session.OnSubscriptionsChanged();
            _isHeard = true;
        }
    }

    /// <summary>From now on it does not. Nothing when it did not.</summary>
    public void Unsubscribe(Session session, ChannelKind kind, byte[] name)
    {
        if (session.Subscriber is not { } subscriber) return;
        lock (_lock)
        {
            if (!subscriber.Of(kind).Remove(name, out Audience? audience)) return;
            Leave(session, kind, audience);
            session.OnSubscriptionsChanged();
        }
    }

    /// <summary>Takes the session out everywhere.</summary>
    public void UnsubscribeAll(Session session)
    {
        if (session.Subscriber is not { } subscriber) return;
        lock (_lock)
        {
            foreach (ChannelKind kind in (ReadOnlySpan<ChannelKind>)[ChannelKind.Channel, ChannelKind.Pattern, ChannelKind.ShardChannel])
            {
                foreach (Audience audience in subscriber.Of(kind).Values) Leave(session, kind, audience);
                subscriber.Of(kind).Clear();
            }
            session.OnSubscriptionsChanged();
        }
    }

    /// <summary>Whether the session has subscribed to anything that its user may not.</summary>
    public bool HearsTooMuch(Session session)
    {
        if (session.Subscriber is not { } subscriber || session.User.IsUnrestricted) return false;
        lock (_lock)
        {
            foreach (ChannelKind kind in (ReadOnlySpan<ChannelKind>)[ChannelKind.Channel, ChannelKind.Pattern, ChannelKind.ShardChannel])
            {
                foreach (byte[] name in subscriber.Of(kind).Keys)
                    if (!session.User.AllowsChannel(name, isPattern: kind == ChannelKind.Pattern)) return true;
            }
            return false;
        }
    }

    /// <summary>Names of the channels, or shard channels, that have subscribers and fit a pattern, if there is one.</summary>
    public List<byte[]> Names(ChannelKind kind, ReadOnlySpan<byte> pattern, bool any)
    {
        List<byte[]> names = [];
        lock (_lock)
        {
            foreach (byte[] name in Named(kind).Keys)
                if (any || GlobPattern.IsMatch(pattern, name)) names.Add(name);
        }
        return names;
    }

    /// <summary>How many have subscribed to a channel or shard channel by its name.</summary>
    public int CountOf(ChannelKind kind, ReadOnlySpan<byte> name)
    {
        lock (_lock) return Named(kind).GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out Audience? audience) ? audience.Count : 0;
    }

    private static int Post(Dictionary<byte[], Audience> channels, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message, ReadOnlySpan<byte> kind, ref PushQueue? congested)
    {
        if (!channels.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(channel, out Audience? audience)) return 0;
        int sent = audience.Post(MessageFrame.Message(kind, channel, message));
        congested ??= audience.Congested();
        return sent;
    }

    private Dictionary<byte[], Audience> Named(ChannelKind kind) => kind == ChannelKind.Channel ? _channels : _shardChannels;

    private Audience Open(ChannelKind kind, byte[] name)
    {
        if (kind == ChannelKind.Pattern) return _patterns.Open(name);
        if (!Named(kind).TryGetValue(name, out Audience? audience)) Named(kind)[name] = audience = new Audience(name);
        return audience;
    }

    private void Leave(Session session, ChannelKind kind, Audience audience)
    {
        audience.Remove(session);
        if (audience.Count > 0) return;
        if (kind == ChannelKind.Pattern) _patterns.Close(audience);
        else Named(kind).Remove(audience.Name);
        _isHeard = _channels.Count + _shardChannels.Count + _patterns.Count > 0;
    }
}

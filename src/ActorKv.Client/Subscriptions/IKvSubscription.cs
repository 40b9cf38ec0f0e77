// Messages of channels, as an asynchronous sequence with a bound.

namespace ActorKv;

/// <summary>A subscription in force. Read it once, with <c>await foreach</c>; leaving the loop, cancelling it and disposing the subscription all end it.</summary>
/// <remarks>As with every Redis server, messages come at most once: what is published while a connection is down is lost. The TCP client
/// subscribes again when it is back.</remarks>
public interface IKvSubscription : IAsyncEnumerable<KvMessage>, IAsyncDisposable
{
    /// <summary>What it is subscribed to.</summary>
    IReadOnlyList<KvTopic> Topics { get; }

    /// <summary>Messages that were dropped, under <see cref="KvOverflow.DropOldest"/>, because they were not read in time.</summary>
    long Dropped { get; }
}

/// <summary>How a topic is matched.</summary>
public enum KvTopicKind
{
    /// <summary>A channel, by its name: SUBSCRIBE.</summary>
    Channel,

    /// <summary>All channels whose name matches a glob pattern: PSUBSCRIBE.</summary>
    Pattern,

    /// <summary>A channel of sharded publish and subscribe: SSUBSCRIBE.</summary>
    ShardChannel,
}

/// <summary>A channel or pattern. Text becomes a channel by implicit conversion.</summary>
/// <param name="Kind">How it is matched.</param>
/// <param name="Name">Its name or pattern.</param>
public readonly record struct KvTopic(KvTopicKind Kind, string Name)
{
    /// <summary>A channel of this name.</summary>
    public static implicit operator KvTopic(string channel) => Channel(channel);

    /// <summary>A channel of this name.</summary>
    public static KvTopic Channel(string name) => new(KvTopicKind.Channel, name);

    /// <summary>All channels that match: <c>*</c>, <c>?</c>, <c>[abc]</c>.</summary>
    public static KvTopic Pattern(string pattern) => new(KvTopicKind.Pattern, pattern);

    /// <summary>A sharded channel of this name.</summary>
    public static KvTopic ShardChannel(string name) => new(KvTopicKind.ShardChannel, name);
}

/// <summary>A message of a channel.</summary>
/// <param name="Topic">The topic through which it came: a message that two topics match comes twice.</param>
/// <param name="Channel">The channel that it was published to.</param>
/// <param name="Payload">Its bytes.</param>
public sealed record KvMessage(KvTopic Topic, string Channel, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The payload as UTF-8.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Payload.Span);
}

/// <summary>What happens when a message comes and <see cref="KvSubscriptionOptions.Capacity"/> others wait to be read.</summary>
public enum KvOverflow
{
    /// <summary>The subscription ends: who reads it gets what waits, and then a <see cref="KvException"/>.</summary>
    End,

    /// <summary>The oldest message that waits is dropped and counted.</summary>
    DropOldest,
}

/// <summary>How a subscription holds messages that wait to be read. Nothing published is held back by a slow reader.</summary>
public sealed record KvSubscriptionOptions
{
    /// <summary>The defaults.</summary>
    public static KvSubscriptionOptions Default { get; } = new();

    /// <summary>Most messages that wait; at least 1. Default: 8192.</summary>
    public int Capacity { get; init; } = 8192;

    /// <summary>What happens beyond it. Default: the subscription ends, because a loss should be noticed.</summary>
    public KvOverflow Overflow { get; init; } = KvOverflow.End;
}

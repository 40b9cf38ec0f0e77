// IActorKv in an Akka.NET application: calls reach the key shards of the cluster without a socket.
//
//   thread ──► one of the shared lanes, always the same ──► key shards        so what one thread issues stays in its order
//   BLPOP … ──► a lane for this call                                          so that it delays nobody
//   sessions and subscriptions ──► a lane of their own

using ActorKv.Akka.Front;
using ActorKv.Protocol;
using Akka.Actor;

namespace ActorKv.Akka.Client;

internal sealed class AkkaKv(ActorSystem system, FrontNode node) : IActorKv
{
    private readonly KvLane[] _lanes = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new KvLane(system, node, isShared: true))];

    public ValueTask<T> SendAsync<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellationToken = default)
    {
        KvReplies.Check(command, isSession: false);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<T>(cancellationToken);
        if (command.Needs == KvNeeds.Patience) return new(WaitAsync(new KvCall<T>(KvCall.Encode(command), parser, cancellationToken), cancellationToken));
        return Ask(_lanes[Environment.CurrentManagedThreadId % _lanes.Length], new KvCall<T>(KvCall.Encode(command), parser), cancellationToken);
    }

    public ValueTask<IKvSession> OpenSessionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new AkkaSession(this, Open()));
    }

    public async ValueTask<IKvSubscription> SubscribeAsync(
        IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options = null, CancellationToken cancellationToken = default)
    {
        AkkaSubscription subscription = new(this, topics, options);
        await subscription.BeginAsync(cancellationToken).ConfigureAwait(false);
        return subscription.Queue;
    }

    /// <summary>A lane, to be closed by whoever asked for it.</summary>
    /// <param name="onPush">Gets what comes unasked, and the confirmations of subscriptions.</param>
    /// <exception cref="KvConnectionException">The actor system has ended.</exception>
    public KvLane Open(Action<Reply>? onPush = null, Action? onClosed = null) => new(system, node, isShared: false, onPush, onClosed);

    /// <summary>Has a lane perform a call. What is cancelled is executed all the same.</summary>
    public static ValueTask<T> Ask<T>(KvLane lane, KvCall<T> call, CancellationToken cancellation)
    {
        lane.Ask(call);
        return new(cancellation.CanBeCanceled ? call.Task.WaitAsync(cancellation) : call.Task);
    }

    /// <summary>Has a lane perform a call that may wait. One that is cancelled ends at its key shard, and says whether it was served before.</summary>
    public static async Task<T> AskWaiting<T>(KvLane lane, KvCall<T> call, CancellationToken cancellation)
    {
        lane.Ask(call);
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(static lane => ((KvLane)lane!).Tell(KvLaneActor.Cancelled.Instance), lane);
        return await call.Task.ConfigureAwait(false);
    }

    // The lane ends with the call.
    private async Task<T> WaitAsync<T>(KvCall<T> call, CancellationToken cancellation)
    {
        KvLane lane = Open();
        try
        {
            return await AskWaiting(lane, call, cancellation).ConfigureAwait(false);
        }
        finally
        {
            lane.Close();
        }
    }
}

/// <summary>A lane that remembers: what is watched, queued or selected on it is its caller's alone.</summary>
internal sealed class AkkaSession(AkkaKv kv, KvLane lane) : IKvSession
{
    public ValueTask<T> SendAsync<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellationToken = default)
    {
        KvReplies.Check(command, isSession: true);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<T>(cancellationToken);
        if (command.Needs == KvNeeds.Patience) return new(AkkaKv.AskWaiting(lane, new KvCall<T>(KvCall.Encode(command), parser, cancellationToken), cancellationToken));
        return AkkaKv.Ask(lane, new KvCall<T>(KvCall.Encode(command), parser), cancellationToken);
    }

    public ValueTask<IKvSession> OpenSessionAsync(CancellationToken cancellationToken = default) => kv.OpenSessionAsync(cancellationToken);

    public ValueTask<IKvSubscription> SubscribeAsync(
        IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        kv.SubscribeAsync(topics, options, cancellationToken);

    public ValueTask DisposeAsync()
    {
        lane.Close();
        return ValueTask.CompletedTask;
    }
}

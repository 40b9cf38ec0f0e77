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
    private readonly IActorRef[] _lanes = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => system.ActorOf(KvLane.Props(node)))];

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

    /// <summary>A lane, to be stopped by whoever asked for it.</summary>
    public IActorRef Open(Action<Reply>? onPush = null) => system.ActorOf(KvLane.Props(node, onPush));

    public void Close(IActorRef lane) => system.Stop(lane);

    /// <summary>Has a lane perform a call. What is cancelled is executed all the same.</summary>
    public static ValueTask<T> Ask<T>(IActorRef lane, KvCall<T> call, CancellationToken cancellation)
    {
        lane.Tell(call, ActorRefs.NoSender);
        return new(cancellation.CanBeCanceled ? call.Task.WaitAsync(cancellation) : call.Task);
    }

    /// <summary>Has a lane perform a call that may wait. One that is cancelled ends at its key shard, and says whether it was served before.</summary>
    public static async Task<T> AskWaiting<T>(IActorRef lane, KvCall<T> call, CancellationToken cancellation)
    {
        lane.Tell(call, ActorRefs.NoSender);
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(
            static lane => ((IActorRef)lane!).Tell(KvLane.Cancelled.Instance, ActorRefs.NoSender), lane);
        return await call.Task.ConfigureAwait(false);
    }

    // The lane ends with the call.
    private async Task<T> WaitAsync<T>(KvCall<T> call, CancellationToken cancellation)
    {
        IActorRef lane = Open();
        try
        {
            return await AskWaiting(lane, call, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Close(lane);
        }
    }
}

/// <summary>A lane that remembers: what is watched, queued or selected on it is its caller's alone.</summary>
internal sealed class AkkaSession(AkkaKv kv, IActorRef lane) : IKvSession
{
    private volatile bool _isClosed;

    public ValueTask<T> SendAsync<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellationToken = default)
    {
        KvReplies.Check(command, isSession: true);
        if (_isClosed) return ValueTask.FromException<T>(new KvConnectionException("the session was closed.", outcomeUnknown: false));
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
        _isClosed = true;
        kv.Close(lane);
        return ValueTask.CompletedTask;
    }
}

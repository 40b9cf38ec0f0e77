// A lane that remembers: what is watched, queued or selected on it is its caller's alone.

namespace ActorKv.Hosting.InProcess;

internal sealed class InProcessSession(InProcessKv kv) : IKvSession
{
    private readonly Lane _lane = kv.Open();

    public ValueTask<T> SendAsync<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<T>(cancellationToken);
        KvReplies.Check(command, isSession: true);
        return _lane.TryEnter() ? _lane.Send(command, parser, cancellationToken) : _lane.SendLater(command, parser, cancellationToken);
    }

    public ValueTask<IKvSession> OpenSessionAsync(CancellationToken cancellationToken = default) => kv.OpenSessionAsync(cancellationToken);

    public ValueTask<IKvSubscription> SubscribeAsync(
        IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        kv.SubscribeAsync(topics, options, cancellationToken);

    public async ValueTask DisposeAsync() => await _lane.CloseAsync().ConfigureAwait(false);
}

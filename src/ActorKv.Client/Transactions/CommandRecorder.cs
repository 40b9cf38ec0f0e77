// An IActorKv that executes nothing: it keeps the commands that a transaction will send.

namespace ActorKv;

internal sealed class CommandRecorder : IActorKv
{
    public List<QueuedCommand> Commands { get; } = [];

    public ValueTask<T> SendAsync<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellationToken = default)
    {
        if (command.Needs >= KvNeeds.Session) throw new InvalidOperationException($"{command.Name} cannot be queued in a transaction.");
        QueuedCommand<T> queued = new(command.Name, command.KeepArguments(), parser);
        Commands.Add(queued);
        return new ValueTask<T>(queued.Result);
    }

    public ValueTask<IKvSession> OpenSessionAsync(CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("A transaction queues commands: sessions are opened outside.");

    public ValueTask<IKvSubscription> SubscribeAsync(
        IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("A transaction queues commands: subscriptions are made outside.");

    public void Cancel()
    {
        foreach (QueuedCommand command in Commands) command.Cancel();
        Commands.Clear();
    }
}

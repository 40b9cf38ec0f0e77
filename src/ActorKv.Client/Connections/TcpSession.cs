// A connection of one caller's own, and what blocking commands from the shared one are sent through.
//
// Commands are pipelined as on the shared connection, but for one that may wait for its keys: behind it the others are held back here until it is
// answered, so that ending its wait from outside can never hit another.
//
// Ending a wait must lose no element. Closing the connection could: the server may have popped one in that moment. So the server is asked to end it
// (CLIENT UNBLOCK, through the shared connection), and its answer tells which it was:
//
//   cancelled ──► CLIENT UNBLOCK id ──► 1: it waited, and was ended      ──► OperationCanceledException
//                        ▲         └──► 0: it is answered, or not begun  ──► its reply is the result …
//                        └───────────────────────────────────────────────── … or, when none comes, ask again

namespace ActorKv.Connections;

internal sealed class TcpSession : IKvSession
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(10);

    private readonly ActorKvConnection _owner;
    private readonly ActorKvConnectionOptions _options;
    private readonly Outbox _outbox;
    private readonly Link _link;
    private readonly Task _running;
    private readonly Lock _gate = new();
    private Task _patient = Task.CompletedTask;

    private TcpSession(ActorKvConnection owner, ActorKvConnectionOptions options, Outbox outbox, Link link)
    {
        _owner = owner;
        _options = options;
        _outbox = outbox;
        _link = link;
        _running = RunAsync();
    }

    /// <summary>False when it has ended.</summary>
    public bool IsOpen => !_running.IsCompleted;

    public static async Task<TcpSession> OpenAsync(ActorKvConnection owner, ActorKvConnectionOptions options, CancellationToken cancellationToken)
    {
        Outbox outbox = new(options.MaxInFlight, options.MaxWaitingBytes, options.TimeProvider);
        return new TcpSession(owner, options, outbox, await Link.OpenAsync(options, outbox, sink: null, cancellationToken).ConfigureAwait(false));
    }

    public ValueTask<T> SendAsync<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parser);
        KvReplies.Check(command, isSession: true);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<T>(cancellationToken);
        lock (_gate)
        {
            bool isPatient = KvCommandRules.MayWait(command);
            if (!isPatient && _patient.IsCompleted) return Issue(command.Name, command.Arguments, parser, isPatient: false, cancellationToken);
            Task<T> reply = SendBehindAsync(_patient, command.Name, command.KeepArguments(), parser, isPatient, cancellationToken);
            _patient = reply;
            return new ValueTask<T>(reply);
        }
    }

    public ValueTask<IKvSession> OpenSessionAsync(CancellationToken cancellationToken = default) => _owner.OpenSessionAsync(cancellationToken);

    public ValueTask<IKvSubscription> SubscribeAsync(
        IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        _owner.SubscribeAsync(topics, options, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        await _link.RunAsync().ConfigureAwait(false);
        _outbox.Close(new KvConnectionException($"of this session to {_options.Endpoint} has ended: {_link.Reason!.Message}", outcomeUnknown: false, _link.Reason));
        await _link.DisposeAsync().ConfigureAwait(false);
    }

    private ValueTask<T> Issue<T>(string name, ReadOnlySpan<KvValue> arguments, KvReplyParser<T> parser, bool isPatient, CancellationToken cancellationToken)
    {
        PendingReply<T> pending = new(parser, cancellationToken) { IssuedAt = _options.TimeProvider.GetTimestamp(), IsPatient = isPatient };
        _outbox.Add(name, arguments, pending);
        return pending.Task;
    }

    private async Task<T> SendBehindAsync<T>(
        Task before, string name, KvValue[] arguments, KvReplyParser<T> parser, bool isPatient, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (!isPatient) return await Issue(name, arguments, parser, isPatient, cancellationToken).ConfigureAwait(false);
        Task<T> reply = Issue(name, arguments, parser, isPatient, CancellationToken.None).AsTask();
        await ((Task)reply).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!reply.IsCompleted && await EndWaitAsync(reply).ConfigureAwait(false)) throw new OperationCanceledException(cancellationToken);
        return await reply.ConfigureAwait(false);
    }

    // True when the command was ended without result; false when it has a reply, or failed.
    private async Task<bool> EndWaitAsync(Task reply)
    {
        while (!reply.IsCompleted)
        {
            try
            {
                if (await _owner.UnblockAsync(_link.ClientId).ConfigureAwait(false))
                {
                    // What it answers now is what it answers when its time is over.
                    await reply.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    return true;
                }
            }
            catch (KvException failure)
            {
                // The server cannot be asked. Closing the connection ends the wait as well, and the reply's error says that its outcome is unknown.
                _link.Abort(failure);
                return false;
            }
            await reply.WaitAsync(AskAgain, _options.TimeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return false;
    }
}

// IActorKv over TCP: one shared connection for everybody, which comes back by itself, and sessions beside it.
//
//                      ┌──► Outbox ──► Link, and when it is lost the next one          commands, subscriptions
//   IActorKv ──────────┤
//                      └──► TcpSession, rented from those that are idle                commands that wait for their keys
//
// What was never sent when the connection is lost waits for the next one. What was sent and not answered fails, and says that its outcome is unknown:
// whether to try again is the caller's decision, for an INCR must not happen twice.

using ActorKv.Connections;

namespace ActorKv;

/// <summary>A client of a server over TCP or a Unix domain socket: ActorKv, or Redis from 6.0 on. Make one for a process and share it.</summary>
/// <remarks>
/// <para>When the connection is lost it is made anew, with pauses that double. Commands that were not sent until then are sent afterwards, unless
/// <see cref="ActorKvConnectionOptions.CommandTimeout"/> goes by. Commands that were sent and not answered fail with a
/// <see cref="KvConnectionException"/> whose outcome is unknown, and are never sent again. Subscriptions are made anew.</para>
/// <para>Commands that wait for their keys (BLPOP …) each use a connection of their own meanwhile, so no order holds between them and others.</para>
/// </remarks>
public sealed class ActorKvConnection : IActorKv, IAsyncDisposable
{
    private readonly ActorKvConnectionOptions _options;
    private readonly Outbox _outbox;
    private readonly TopicTable _topics;
    private readonly CancellationTokenSource _disposed = new();
    private readonly SessionPool _rented;
    private readonly ITimer _expiry;
    private Task _running = Task.CompletedTask;
    private volatile Link? _link;
    private volatile Exception? _lastFailure;

    private ActorKvConnection(ActorKvConnectionOptions options)
    {
        _options = options;
        _outbox = new Outbox(options.MaxInFlight, options.MaxWaitingBytes, options.TimeProvider);
        _topics = new TopicTable(_outbox, options.TimeProvider);
        _rented = new SessionPool(options.MaxIdleSessions, OpenAsync);
        TimeSpan period = options.CommandTimeout / 4;
        _expiry = options.TimeProvider.CreateTimer(static connection => ((ActorKvConnection)connection!).ExpireWaiting(), this, period, period);
    }

    /// <summary>True while the shared connection is up.</summary>
    public bool IsConnected => _link is not null;

    /// <summary>Why the shared connection was lost last, or could not be made again; null when it never was.</summary>
    public Exception? LastFailure => _lastFailure;

    /// <summary>Connects.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="KvConnectionException">The server cannot be reached within <see cref="ActorKvConnectionOptions.ConnectTimeout"/>.</exception>
    /// <exception cref="KvException">It does not let the client in: WRONGPASS, NOAUTH, or NOPROTO from one that does not know RESP3.</exception>
    public static async Task<ActorKvConnection> ConnectAsync(ActorKvConnectionOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FindInvalid() is { } property) throw new ArgumentException($"{property} is out of its range.", nameof(options));
        ActorKvConnection connection = new(options);
        try
        {
            Link first = await Link.OpenAsync(options, connection._outbox, connection._topics, cancellationToken).ConfigureAwait(false);
            connection._link = first;
            connection._running = connection.RunAsync(first);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Connects to a URI: see <see cref="ActorKvConnectionOptions.Parse"/>.</summary>
    /// <inheritdoc cref="ConnectAsync(ActorKvConnectionOptions, CancellationToken)"/>
    public static Task<ActorKvConnection> ConnectAsync(string uri, CancellationToken cancellationToken = default) =>
        ConnectAsync(ActorKvConnectionOptions.Parse(uri), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<T> SendAsync<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parser);
        KvReplies.Check(command, isSession: false);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<T>(cancellationToken);
        if (command.Needs == KvNeeds.Patience) return SendRentedAsync(command.Name, command.KeepArguments(), parser, cancellationToken);
        PendingReply<T> pending = new(parser, cancellationToken) { IssuedAt = _options.TimeProvider.GetTimestamp() };
        _outbox.Add(command.Name, command.Arguments, pending);
        return pending.Task;
    }

    /// <inheritdoc/>
    public async ValueTask<IKvSession> OpenSessionAsync(CancellationToken cancellationToken = default) =>
        await OpenAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<IKvSubscription> SubscribeAsync(
        IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        _topics.SubscribeAsync(topics, options, cancellationToken);

    /// <summary>Closes the connection. What is not answered fails; subscriptions end; sessions that callers have opened stay theirs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed.IsCancellationRequested) return;
        await _disposed.CancelAsync().ConfigureAwait(false);
        await _expiry.DisposeAsync().ConfigureAwait(false);
        _outbox.Close(new KvConnectionException($"to {_options.Endpoint} was closed by its user.", outcomeUnknown: false));
        if (_link is { } link) await link.DisposeAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _topics.Close(reason: null);
        await _rented.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the wait of another connection; false when it does not wait.</summary>
    internal ValueTask<bool> UnblockAsync(long clientId) => SendAsync(new(KvNeeds.Nothing, "CLIENT", ["UNBLOCK", clientId]), KvParsers.Boolean);

    private async Task RunAsync(Link link)
    {
        while (true)
        {
            await link.RunAsync().ConfigureAwait(false);
            _link = null;
            await link.DisposeAsync().ConfigureAwait(false);
            _lastFailure = link.Reason;
            if (await ReconnectAsync().ConfigureAwait(false) is not { } next) return;
            if (_topics.ForNewConnection() is { } subscriptions) _outbox.AddFirst(subscriptions);
            _link = link = next;
            if (_disposed.IsCancellationRequested) await link.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Null when the connection was disposed meanwhile.
    private async Task<Link?> ReconnectAsync()
    {
        for (TimeSpan pause = _options.ReconnectDelay; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, _options.MaxReconnectDelay.Ticks)))
        {
            // Clients that lost their server together should not come back together.
            Task waited = Task.Delay(pause * (0.5 + Random.Shared.NextDouble() / 2), _options.TimeProvider, _disposed.Token);
            await waited.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_disposed.IsCancellationRequested) return null;
            try
            {
                return await Link.OpenAsync(_options, _outbox, _topics, _disposed.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is KvException or OperationCanceledException)
            {
                _lastFailure = failure;
            }
        }
    }

    private void ExpireWaiting()
    {
        if (_link is not null) return;
        long allowed = (long)(_options.CommandTimeout.TotalSeconds * _options.TimeProvider.TimestampFrequency);
        _outbox.Expire(_options.TimeProvider.GetTimestamp() - allowed,
            new KvConnectionException($"to {_options.Endpoint} is down, and the command was not sent: {_lastFailure?.Message}", outcomeUnknown: false, _lastFailure));
    }

    private Task<TcpSession> OpenAsync(CancellationToken cancellationToken)
    {
        if (_disposed.IsCancellationRequested) throw new KvConnectionException($"to {_options.Endpoint} was closed by its user.", outcomeUnknown: false);
        return TcpSession.OpenAsync(this, _options, cancellationToken);
    }

    private async ValueTask<T> SendRentedAsync<T>(string name, KvValue[] arguments, KvReplyParser<T> parser, CancellationToken cancellationToken)
    {
        TcpSession session = await _rented.RentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await session.SendAsync(new KvCommand(KvNeeds.Patience, name, arguments), parser, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _rented.ReturnAsync(session).ConfigureAwait(false);
        }
    }
}

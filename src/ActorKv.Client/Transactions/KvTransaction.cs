// WATCH, read, decide, MULTI … EXEC, with the optimism of Redis: nothing is locked, and who comes second begins anew.
//
//   Session   ──WATCH k──GET k──►                                    reads, at once
//   Queue     ──────────────────  SET k, INCR n  ──► kept here
//   Commit                                          ──MULTI SET INCR EXEC──►   in one go; null: a watched key has changed

using System.Diagnostics.CodeAnalysis;

namespace ActorKv;

/// <summary>A transaction: reads of watched keys at once, writes that are executed together by <see cref="CommitAsync"/>, or not at all. For one
/// thread at a time. Most callers want <c>TransactionAsync</c>, which also tries again.</summary>
public sealed class KvTransaction : IAsyncDisposable
{
    private readonly CommandRecorder _recorder = new();

    internal KvTransaction(IKvSession session) => Session = session;

    /// <summary>The connection that watches: for reads, which are executed at once.</summary>
    public IKvSession Session { get; }

    /// <summary>Watches more keys: when one of them has changed until <see cref="CommitAsync"/>, nothing is committed. Watch before you read. WATCH.</summary>
    public async ValueTask WatchAsync(IReadOnlyCollection<KvValue> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count > 0) await Session.SendAsync(new KvCommand(KvNeeds.Session, "WATCH", [.. keys]), KvParsers.Ok, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Queues a command: <c>KvQueued&lt;long&gt; count = transaction.Queue(kv => kv.IncrAsync("count"))</c>.</summary>
    /// <param name="command">Calls one method, and does not await.</param>
    public KvQueued<T> Queue<T>(Func<IActorKv, ValueTask<T>> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return new KvQueued<T>(command(_recorder).AsTask());
    }

    /// <inheritdoc cref="Queue{T}(Func{IActorKv, ValueTask{T}})"/>
    [SuppressMessage("Reliability", "CA2012", Justification = "The command completes with the transaction; its result is asked of nobody.")]
    public void Queue(Func<IActorKv, ValueTask> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        _ = command(_recorder);
    }

    /// <summary>Executes what is queued, all of it at one moment. MULTI and EXEC. Watches nothing afterwards, whatever the outcome.</summary>
    /// <returns>False when a watched key has changed: then nothing was executed, and the queue is empty again.</returns>
    /// <param name="cancellationToken">Looked at before anything is sent, and no more: from then on the outcome matters.</param>
    /// <exception cref="KvException">The server refused a queued command for its form (an unknown name, a wrong number of arguments): nothing was executed.</exception>
    public async ValueTask<bool> CommitAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        QueuedCommand[] commands = [.. _recorder.Commands];
        List<Task<bool>> queued = new(commands.Length + 1) { Send("MULTI", [], KvParsers.Ok) };
        foreach (QueuedCommand command in commands) queued.Add(Send(command.Name, command.Arguments, KvParsers.Ok));
        Task<bool> committed = Send("EXEC", [], (ref reply) => Distribute(ref reply, commands));
        try
        {
            if (!await committed.ConfigureAwait(false)) return false;
            _recorder.Commands.Clear();
            return true;
        }
        catch (KvException refused) when (refused.Code == "EXECABORT")
        {
            // EXEC says only that something was wrong before it; the command itself was told what.
            foreach (Task<bool> reply in queued) await reply.ConfigureAwait(false);
            throw;
        }
        finally
        {
            foreach (Task<bool> reply in queued) _ = reply.Exception;
            _recorder.Cancel();
        }

        Task<bool> Send(string name, KvValue[] arguments, KvReplyParser<bool> parser) =>
            Session.SendAsync(new KvCommand(KvNeeds.Session, name, arguments), parser, CancellationToken.None).AsTask();
    }

    /// <summary>Forgets what is queued and watched, and begins anew. UNWATCH.</summary>
    public async ValueTask AbandonAsync(CancellationToken cancellationToken = default)
    {
        _recorder.Cancel();
        await Session.SendAsync(new KvCommand(KvNeeds.Session, "UNWATCH", []), KvParsers.Ok, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the session. What was not committed is not executed.</summary>
    public ValueTask DisposeAsync()
    {
        _recorder.Cancel();
        return Session.DisposeAsync();
    }

    private static bool Distribute(ref KvReplyReader reply, QueuedCommand[] commands)
    {
        int count = reply.ReadArray();
        if (count < 0) return false;
        foreach (QueuedCommand command in commands) command.Complete(reply.ReadRaw());
        return true;
    }
}

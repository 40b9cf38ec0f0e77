// What every host of ActorKv serves: the TCP client, the store in the same process, the Akka.NET host.
//
// A host implements three methods and has all others, which stand once as extension methods over these three:
//
//   SendAsync          one command, its reply read by a parser     <- ExecuteAsync, GetAsync, HSetAsync, XAddAsync …   (Typed/)
//   OpenSessionAsync   a connection of its own                     <- transactions with WATCH, Changes
//   SubscribeAsync     messages of channels
//
// A parser reads the reply where it lies, so that a typed method allocates what it returns and nothing else. The arguments are a span
// for the same reason; a host has encoded them when SendAsync returns.

namespace ActorKv;

/// <summary>Reads one reply into what the caller wants. It is called once, on the thread that takes the result, and must not keep the reader.</summary>
/// <typeparam name="T">What the reply is read into.</typeparam>
/// <param name="reply">Stands before the reply, which is no error: errors become a <see cref="KvException"/> before a parser is asked.</param>
/// <returns>What was read.</returns>
public delegate T KvReplyParser<out T>(ref KvReplyReader reply);

/// <summary>
/// A Redis-compatible key-value store. Safe for any number of threads; commands issued without awaiting each other are pipelined, and are executed
/// in the order in which one thread issued them.
/// </summary>
/// <remarks>
/// <para>Replies are those of RESP3. A command that waits for its keys (BLPOP, XREAD with BLOCK …) delays no other. Commands that change
/// a connection for those behind them (MULTI, WATCH, SELECT, CLIENT SETNAME …) are refused here: they belong into
/// <see cref="OpenSessionAsync"/>.</para>
/// <para>All methods report errors of the server as a <see cref="KvException"/>, and a connection that failed as a <see cref="KvConnectionException"/>, which
/// says whether the command may have been executed.</para>
/// </remarks>
public interface IActorKv
{
    /// <summary>Sends a command and reads its reply. What typed methods, and <c>ExecuteAsync</c> for any command, are made of.</summary>
    /// <param name="command">The command. Its arguments are read before the method returns, so their memory may be used again.</param>
    /// <param name="parser">Reads the reply.</param>
    /// <param name="cancellationToken">Ends the wait for the reply. A command on its way is executed all the same, but for one that waits for its
    /// keys: that wait is ended at the server. When it was served in that very moment, the call returns its reply instead of being
    /// cancelled, so that no element is lost.</param>
    /// <typeparam name="T">What the reply is read into.</typeparam>
    /// <exception cref="KvException">The server answered an error.</exception>
    /// <exception cref="KvConnectionException">The connection failed.</exception>
    /// <exception cref="InvalidOperationException">The command needs a session of its own, or would end the pairing of commands and replies
    /// (SUBSCRIBE, MONITOR, CLIENT REPLY …).</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    ValueTask<T> SendAsync<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellationToken = default);

    /// <summary>Opens a connection of the caller's own, for WATCH and MULTI, SELECT, CLIENT and all else that a connection remembers.</summary>
    ValueTask<IKvSession> OpenSessionAsync(CancellationToken cancellationToken = default);

    /// <summary>Subscribes. When the task is complete the subscription is in force: what is published from now on arrives.</summary>
    /// <param name="topics">Channels and patterns; at least one.</param>
    /// <param name="options">How many messages may wait, and what happens when they are more.</param>
    /// <param name="cancellationToken">Ends the wait for the subscription, not the subscription.</param>
    ValueTask<IKvSubscription> SubscribeAsync(
        IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options = null, CancellationToken cancellationToken = default);
}

/// <summary>A connection of one's own: what it watches, queues or selects concerns nobody else. Disposing closes it. It is not opened again
/// when it fails, because what it remembered is gone then.</summary>
/// <remarks>Commands are executed one behind the other, so a command that waits for its keys delays those behind it.</remarks>
public interface IKvSession : IActorKv, IAsyncDisposable;

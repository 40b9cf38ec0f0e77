// Who carries a session's commands over keys to where their key shards run, when that is not in the session itself: actors of an Akka.NET
// application, or other nodes of a cluster. One router serves one session, on the session's own thread.
//
//   Session.Dispatch ── found, allowed, not queued ──► ShardRouting: which slot? ──► IShardRouter.Forward…      the reply is a hole in the output
//                                                          └─ none: the session runs it, as it always does
//
// The session does not wait for a forwarded command, unless that may itself wait for long: then its router may suspend it. The place of a reply is where
// the session's output ends when Forward is called: a router may open a hole there (OutputGate), or keep the order by itself. What the client has asked
// for with CLIENT REPLY holds for a forwarded reply too (Session.WantsReply).

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Transactions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Routing;

/// <summary>What a forwarded command is, to whoever carries it.</summary>
internal enum ForwardKind
{
    /// <summary>Any session of the same facts may run it.</summary>
    Plain,

    /// <summary>It leaves something in the session that runs it: WATCH.</summary>
    Keeps,

    /// <summary>It may wait, and must be called off when the client goes: BLPOP.</summary>
    Waits,
}

internal interface IShardRouter
{
    /// <summary>Why this host has no such command, or null. The text is a whole error reply.</summary>
    string? Refusal(CommandSpec command);

    /// <summary>Hands a request over; its bytes are the router's only during the call. False when the session is to run it itself, because the
    /// key shard is here and nothing of this session's is on the way to it.</summary>
    bool Forward(int shard, Command command, Request request, ForwardKind kind);

    /// <summary>Hands a whole transaction over, without its MULTI and EXEC: what they answer is the reply of EXEC.</summary>
    /// <returns>False when the session is to run it itself.</returns>
    /// <param name="shard">The key shard of all its keys.</param>
    /// <param name="queued">What was queued; valid during the call.</param>
    /// <param name="watches">True when a <see cref="ForwardKind.Keeps"/> went before: then the transaction must run in the session that kept it,
    /// and answers nil when that is gone.</param>
    bool ForwardTransaction(int shard, IReadOnlyList<QueuedCommand> queued, bool watches);

    /// <summary>Hands a request to every key shard; the replies become one.</summary>
    void ForwardToAll(Request request, ReplyMerge merge);

    /// <summary>Hands each key shard its part of a request over many keys, which may be split as its tips say (request_policy:multi_shard): no moment at
    /// which all of it happened.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="request">How it is asked.</param>
    /// <param name="keys">Positions of its keys; the router's only during the call.</param>
    /// <returns>False when this host does not split: then it is refused.</returns>
    bool ForwardSplit(Command command, Request request, IReadOnlyList<int> keys) => false;

    /// <summary>Has a command that concerns a node and not keys run on every node. False when it is to run here alone.</summary>
    bool ForwardToNodes(Command command, Request request) => false;

    /// <summary>What the session that runs there has kept for this one is wanted no more: DISCARD, UNWATCH.</summary>
    void Forget(int shard);

    /// <summary>True when the session should ask for nothing more at the moment. The end of it is told with <see cref="ISessionTransport.OnAnswered"/>.</summary>
    bool IsFull => false;

    /// <summary>Gives the session what has come for it, after <see cref="ISessionTransport.OnAnswered"/>.</summary>
    void TakeAnswers()
    {
        // A host that keeps the order of replies by itself gives them to the client by itself.
    }

    /// <summary>False when this node may not speak for its key shards any more: what a session has just run here is not told, since another node may have
    /// gone on. Asked after a turn has run.</summary>
    bool MayAnswer => true;

    /// <summary>The session is over.</summary>
    void Close()
    {
        // As above.
    }
}

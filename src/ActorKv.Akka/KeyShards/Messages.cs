// What a front and a key shard's actor say to each other, within a node and between nodes (KvMessageSerializer).
//
//   front                                                    key shard
//   ShardRequests id 7: 50 requests, RESP back to back ────►  runs them in turns
//         ◄──── ShardReplies id 7: 30 replies, RESP back to back, in order     as soon as what they depend on is journalled
//         ◄──── ShardReplies id 7: the 20 that are left                        (a blocked command, a later write)
//         ◄──── NotDelivered id 7, or OutcomeUnknown id 7 from the 31st on     instead of what is missing
//
// One message carries all that a front has for a key shard at the moment: an actor's mailbox, remoting and Ask are paid once, not for
// each command. Ids are the asker's own, and ascend.

namespace ActorKv.Akka.KeyShards;

/// <summary>Who asks, as far as turns may depend on it.</summary>
/// <param name="SessionId">Unique in the cluster.</param>
/// <param name="Database">The database selected.</param>
/// <param name="RespVersion">2 or 3: how replies are written.</param>
/// <param name="User">Name of the user, whose rights the front has checked.</param>
/// <param name="NoTouch">True when reads leave access times as they are: CLIENT NO-TOUCH.</param>
internal sealed record SessionFacts(string SessionId, int Database, int RespVersion, string User, bool NoTouch);

/// <summary>In which session of its key shard a message's commands run.</summary>
internal enum SessionUse
{
    /// <summary>Any that has these facts: plain commands, and transactions that watch nothing.</summary>
    Any,

    /// <summary>The one that the key shard keeps for this session id, made if there is none: the first WATCH, and blocking commands.</summary>
    Kept,

    /// <summary>The same, and it must have been there since the first WATCH. If it has gone (the key shard was elsewhere meanwhile), what it watched
    /// counts as changed: further WATCHes, and MULTI … EXEC behind them.</summary>
    GoesOn,
}

/// <summary>Commands for one key shard, to be run in order.</summary>
/// <param name="Shard">Number of the key shard.</param>
/// <param name="Id">What the asker knows it by.</param>
/// <param name="From">Whose commands they are.</param>
/// <param name="Commands">RESP requests, one behind the other.</param>
/// <param name="Count">How many.</param>
/// <param name="Use">Where they run. A session is kept while it watches, is inside MULTI or waits, until <see cref="SessionOver"/> or the asker's end.</param>
internal sealed record ShardRequests(int Shard, long Id, SessionFacts From, ReadOnlyMemory<byte> Commands, int Count, SessionUse Use);

/// <summary>Replies to the next commands of a <see cref="ShardRequests"/>, in their order.</summary>
/// <param name="Id">Of the requests.</param>
/// <param name="Replies">RESP, one behind the other.</param>
/// <param name="Lengths">Bytes of each.</param>
internal sealed record ShardReplies(long Id, ReadOnlyMemory<byte> Replies, int[] Lengths)
{
    public int Count => Lengths.Length;
}

/// <summary>What has not been answered of the requests has not run, nor will.</summary>
internal sealed record NotDelivered(long Id);

/// <summary>The command at <paramref name="From"/> (0 is the first) and those behind it may or may not have happened: their key shard failed
/// before it could answer.</summary>
internal sealed record OutcomeUnknown(long Id, int From);

/// <summary>The session's blocking command is to wait no longer, and answers as if its time were over, unless it has been served: CLIENT UNBLOCK, and
/// calls that are cancelled.</summary>
/// <param name="SessionId">Whose it is.</param>
/// <param name="Id">Of the requests that it came with.</param>
internal sealed record EndWait(string SessionId, long Id);

/// <summary>The session has ended: what a key shard keeps for it goes.</summary>
internal sealed record SessionOver(string SessionId);

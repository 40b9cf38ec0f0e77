// The sessions of one key shard: who runs what, and which replies wait.
//
//   ShardRequests ──► session kept for its owner? ── yes ─► there, behind what it has to do
//                        └ no ─► a free one ─► commands, one after the other ─┬─ all answered ──► the session is free, or kept (WATCH, MULTI)
//                                                                            └─ one waits ─────► kept for its owner until it goes on
//   replies ──► sent at once when everything they depend on is in the journal; else when it is (Release)
//
// What an owner asks stays in its order: while one of its sessions is busy here, all its requests go to that one.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Engine;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Routing;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Statistics;
using ActorKv.Engine.Transactions;
using ActorKv.Protocol;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace ActorKv.Akka.KeyShards;

/// <param name="store">The node's engine.</param>
/// <param name="shard">The key shard, whose log is <paramref name="turns"/>.</param>
/// <param name="turns">Its turns.</param>
/// <param name="self">Its actor.</param>
/// <param name="watch">Has the actor call <see cref="AskerGone"/> in the end.</param>
/// <param name="resume">Has the actor call <see cref="GoOn"/>; from any thread.</param>
internal sealed class ShardSessions(Store store, KeyShard shard, PendingTurns turns, IActorRef self, Action<IActorRef> watch, Action<ShardSession> resume)
{
    private const int MostFree = 16;

    private readonly LoopCounters _counters = store.Statistics.NewCounters();
    private readonly Stack<ShardSession> _free = [];
    private readonly Dictionary<string, ShardSession> _owned = new(StringComparer.Ordinal);
    private readonly HashSet<ShardSession> _closing = [];
    private readonly List<Asked> _waiting = [];
    private readonly List<int> _positions = [];
    private bool _stopping;

    /// <summary>True when nothing runs and nothing waits to be answered. Sessions may be kept.</summary>
    public bool IsIdle
    {
        get
        {
            if (_waiting.Count > 0 || _closing.Count > 0) return false;
            foreach (ShardSession session in _owned.Values)
                if (session.Current is not null) return false;
            return true;
        }
    }

    /// <summary>Sessions kept for their owners, or busy.</summary>
    public int Owned => _owned.Count;

    /// <summary>Runs requests, or has them wait for those of the same owner.</summary>
    public void Run(ShardRequests requests, IActorRef asker)
    {
        Asked asked = new(requests, asker);
        if (_stopping)
        {
            asked.CutOff();
            asked.Send(turns.Durable, self);
            return;
        }
        if (_owned.Count > 0 && _owned.TryGetValue(requests.From.SessionId, out ShardSession? session))
        {
            if (session.Current is not null)
            {
                session.Later.Enqueue(asked);
                return;
            }
        }
        else
        {
            session = _free.TryPop(out ShardSession? free) ? free : new ShardSession(store, shard.Index, _counters, resume);
            if (requests.Use == SessionUse.GoesOn) (session.Session.Transaction ??= new Transaction(store)).Touch();
        }
        Begin(session, asked);
    }

    /// <summary>Goes on with a session whose wait is over.</summary>
    public void GoOn(ShardSession session)
    {
        if (session.IsClosed)
        {
            if (session.Session.IsSuspended) session.Session.OnTurnOver();
            _closing.Remove(session);
            return;
        }
        Session engine = session.Session;
        Asked asked = session.Current!;
        long start = engine.Output.Position;
        engine.Now = store.NowMilliseconds;
        if (!engine.Continue()) return;
        if (session.WasCalledOff)
        {
            asked.CutOff();
            Conclude(session, asked);
        }
        else
        {
            asked.Note((int)(engine.Output.Position - start), shard.LastLsn);
            Execute(session, asked);
        }
    }

    /// <summary>Sends the replies that the journal has let go.</summary>
    public void Release()
    {
        long durable = turns.Durable;
        int kept = 0;
        for (int i = 0; i < _waiting.Count; i++)
        {
            Asked asked = _waiting[i];
            asked.Send(durable, self);
            if (!asked.IsOver) _waiting[kept++] = asked;
        }
        _waiting.RemoveRange(kept, _waiting.Count - kept);
        foreach (ShardSession session in _owned.Values) session.Current?.Send(durable, self);
    }

    /// <summary>Lets a session's blocking command wait no longer. One that has not begun will not wait.</summary>
    public void EndWait(EndWait ended)
    {
        if (!_owned.TryGetValue(ended.SessionId, out ShardSession? session)) return;
        foreach (Asked later in session.Later)
            if (later.Requests.Id == ended.Id) later.MayNotWait = true;
        if (session.Current is not { } asked || asked.Requests.Id != ended.Id) return;
        asked.MayNotWait = true;
        session.EndWait();
    }

    /// <summary>Forgets what is kept for a session.</summary>
    public void Over(string sessionId)
    {
        if (_owned.Remove(sessionId, out ShardSession? session)) Close(session);
    }

    /// <summary>Forgets all that is kept for, and owed to, an asker that has gone.</summary>
    public void AskerGone(IActorRef asker)
    {
        foreach ((string id, ShardSession session) in _owned.Where(owned => asker.Equals(owned.Value.Asker)).ToArray()) Over(id);
        _waiting.RemoveAll(asked => asker.Equals(asked.Asker));
    }

    /// <summary>The key shard goes elsewhere: what runs ends, what waits in a blocking command is called off, and nothing else begins.</summary>
    public void Stop()
    {
        _stopping = true;
        foreach (ShardSession session in _owned.Values.ToArray())
        {
            while (session.Later.TryDequeue(out Asked? later)) Refuse(later);
            session.CallOff();
        }
    }

    /// <summary>The key shard has failed: whoever waits is told what is known.</summary>
    public void Fail()
    {
        long durable = turns.Durable;
        foreach (Asked asked in _waiting) asked.Fail(durable, mayHaveRun: false, self);
        _waiting.Clear();
        foreach (ShardSession session in _owned.Values)
        {
            session.CallOff();
            session.Current?.Fail(durable, mayHaveRun: !session.WasCalledOff, self);
            foreach (Asked later in session.Later) later.Fail(durable, mayHaveRun: false, self);
            session.Current = null;
            Close(session);
        }
        _owned.Clear();
    }

    /// <summary>The last call: what was counted stays counted.</summary>
    public void Retire() => store.Statistics.Retire(_counters);

    private void Begin(ShardSession session, Asked asked)
    {
        session.Current = asked;
        session.Asker = asked.Asker;
        if (session.TryBecome(asked.Requests.From))
        {
            session.Session.Now = store.NowMilliseconds;
            _counters.BeginCalls();
            Execute(session, asked);
            return;
        }
        byte[] error = Encoding.UTF8.GetBytes($"-NOPERM User {asked.Requests.From.User} does not exist on the node of this key shard\r\n");
        for (int i = 0; i < asked.Requests.Count; i++)
        {
            asked.Note(error.Length, 0);
            asked.Take(error);
        }
        Conclude(session, asked);
    }

    private void Execute(ShardSession session, Asked asked)
    {
        Session engine = session.Session;
        RequestDecoder decoder = engine.Decoder;
        while (!asked.IsDone)
        {
            if (_stopping || turns.HasBug)
            {
                asked.CutOff();
                break;
            }
            int start = asked.Start, end = asked.End;
            DecodeStatus status = decoder.Decode(asked.Buffer, ref start, ref end);
            if (status != DecodeStatus.Complete)
            {
                // The front counts otherwise than we do. The decoder may be inside a request: the session goes.
                store.Log.LogError("A message of {Count} commands holds {Executed}: {Error}", asked.Requests.Count, asked.Executed, decoder.Error);
                session.IsClosed = true;
                asked.CutOff();
                break;
            }
            asked.Start = start;
            long replyStart = engine.Output.Position;
            if (!IsHere(decoder.Request)) engine.Output.Error(RoutingErrors.CrossSlot);
            else if (!engine.Execute(decoder.Request))
            {
                Suspend(session, asked);
                return;
            }
            asked.Note((int)(engine.Output.Position - replyStart), shard.LastLsn);
        }
        Conclude(session, asked);
    }

    // Its owner's further requests must find it; what is answered before the wait does not wait with it.
    private void Suspend(ShardSession session, Asked asked)
    {
        Own(session, asked.Requests.From.SessionId);
        asked.Take(session.Session.Output.TakeAll());
        asked.Send(turns.Durable, self);
        if (asked.MayNotWait) session.EndWait();
    }

    private void Conclude(ShardSession session, Asked asked)
    {
        asked.Take(session.Session.Output.TakeAll());
        asked.Send(turns.Durable, self);
        if (!asked.IsOver) _waiting.Add(asked);
        session.Current = null;
        if (session.Later.TryDequeue(out Asked? next)) Begin(session, next);
        else if (!session.IsClosed && !_stopping && IsWorthKeeping(session, asked.Requests)) Own(session, asked.Requests.From.SessionId);
        else Free(session);
    }

    // What is plain in between, a GET behind a WATCH, leaves it as it is.
    private static bool IsWorthKeeping(ShardSession session, ShardRequests last) =>
        (last.Use != SessionUse.Any || session.Owner is not null) && (session.Session.IsInTransaction || session.Session.Transaction is { WatchCount: > 0 } or { HasTouchedWatch: true });

    private void Own(ShardSession session, string id)
    {
        if (session.Owner is not null) return;
        session.Owner = id;
        _owned.Add(id, session);
        watch(session.Asker!);
    }

    private void Free(ShardSession session)
    {
        if (session.Owner is { } owner) _owned.Remove(owner);
        session.Owner = null;
        session.Asker = null;
        session.Session.CloseTransaction();
        if (_free.Count < MostFree && !session.IsClosed) _free.Push(session);
        else session.Session.OnDisconnected();
    }

    // A turn of it may be under way: then it goes when that is over.
    private void Close(ShardSession session)
    {
        session.IsClosed = true;
        session.Owner = null;
        if (session.Session.IsSuspended) _closing.Add(session);
        session.Session.OnDisconnected();
    }

    private void Refuse(Asked asked)
    {
        asked.CutOff();
        asked.Send(turns.Durable, self);
    }

    // Fronts look at slots before they ask. One that counts key shards differently must not reach into another's.
    private bool IsHere(Request request)
    {
        Command? command = store.Commands.Find(request[0]);
        if (command is { IsContainer: true } && request.Count > 1) command = command.FindSubcommand(request[1]);
        if (command is null || !command.Spec.AcceptsArgumentCount(request.Count)) return true;
        int key = command.SingleKey;
        if (key > 0) return key >= request.Count || IsHere(request[key]);
        _positions.Clear();
        KeyRouting.TryFindKeys(command.Spec, request, _positions);
        foreach (int position in _positions)
            if (!IsHere(request[position])) return false;
        return true;
    }

    private bool IsHere(ReadOnlySpan<byte> key) => Slot.ToShard(Slot.Of(key), store.Shards.Length) == shard.Index;
}

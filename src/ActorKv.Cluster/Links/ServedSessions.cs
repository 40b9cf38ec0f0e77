// What one member's sessions ask of this node: a session of the engine for each of theirs, and the replies that wait for the journal.
//
//   Request ──► LinkSession: executed, or behind what its session waits for ──► reply ── durable? ──► sent
//                                                                                └─ no ──► waits here, in order
//
// Replies of one session leave in the order of its requests: a reply that needs nothing waits behind one of the same session that needs a commit.

using ActorKv.Engine.Commits;
using ActorKv.Engine.PubSub;
using ActorKv.Protocol;

namespace ActorKv.Cluster.Links;

/// <param name="links">Whose.</param>
/// <param name="reply">Sends a reply, durable.</param>
/// <param name="notHere">Says that nothing was executed.</param>
internal sealed class ServedSessions(ClusterLinks links, Action<long, byte[]> reply, Action<long> notHere)
{
    private readonly Dictionary<long, LinkSession> _sessions = [];
    private readonly Queue<Waiting> _waiting = new();
    private bool _isListed;

    private readonly record struct Waiting(LinkSession Session, long Id, byte[]? Reply, long Lsn);

    public ClusterLinks Links => links;

    /// <summary>Takes a frame. On the loop; its bytes are there during the call.</summary>
    /// <exception cref="FormatException">It makes no sense.</exception>
    public void OnFrame(LinkFrameKind kind, byte[] buffer, int start, int length)
    {
        LinkFrameReader body = new(buffer.AsSpan(start, length));
        switch (kind)
        {
            case LinkFrameKind.Request:
                long session = body.Int64();
                ServedRequest request = ServedRequest.Read(ref body, buffer, start, length);
                if (!_sessions.TryGetValue(session, out LinkSession? found)) _sessions.Add(session, found = new LinkSession(this));
                found.Run(request);
                break;
            case LinkFrameKind.EndWait:
                if (_sessions.TryGetValue(body.Int64(), out found)) found.EndWait(body.Int64(), withError: body.Byte() != 0);
                break;
            case LinkFrameKind.Forget:
                if (_sessions.TryGetValue(body.Int64(), out found)) found.Run(ServedRequest.Forget);
                break;
            case LinkFrameKind.Over:
                if (_sessions.Remove(body.Int64(), out found)) found.Close();
                break;
            case LinkFrameKind.Publish:
                bool toShard = body.Byte() != 0;
                ReadOnlySpan<byte> channel = body.Bytes(body.Int32());
                PubSubHub hub = links.Store.PubSub;
                if (toShard) hub.PublishToShardHere(channel, body.Rest(), out _);
                else hub.PublishHere(channel, body.Rest(), out _);
                break;
            default:
                throw new FormatException($"a frame {(byte)kind} that no node sends");
        }
    }

    /// <summary>Answers a request, as soon as what its reply depends on is durable.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="id">The request.</param>
    /// <param name="bytes">The reply; null when nothing was executed.</param>
    /// <param name="lsn">What it depends on, 0: nothing.</param>
    public void Answer(LinkSession session, long id, byte[]? bytes, long lsn)
    {
        Waiting answer = new(session, id, bytes, lsn);
        if (session.Unsent == 0 && lsn <= links.Store.Commits.Durable)
        {
            Send(answer);
            return;
        }
        session.Unsent++;
        _waiting.Enqueue(answer);
        if (_isListed) return;
        _isListed = true;
        links.AddGated(this);
    }

    /// <summary>Sends what has become durable. True when nothing waits any more.</summary>
    public bool Release()
    {
        long durable = links.Store.Commits.Durable;
        while (_waiting.TryPeek(out Waiting first) && first.Lsn <= durable)
        {
            _waiting.Dequeue();
            first.Session.Unsent--;
            Send(first);
        }
        _isListed = _waiting.Count > 0;
        return !_isListed;
    }

    /// <summary>The other side is gone: nobody wants what its sessions have asked for.</summary>
    public void Close()
    {
        foreach (LinkSession session in _sessions.Values) session.Close();
        _sessions.Clear();
        _waiting.Clear();
    }

    private void Send(Waiting answer)
    {
        if (answer.Reply is null) notHere(answer.Id);
        else reply(answer.Id, answer.Lsn > 0 && links.Store.Commits.Failed(answer.Lsn, out string error) ? ErrorReply(error) : answer.Reply);
    }

    private static byte[] ErrorReply(string error)
    {
        RespWriter writer = new();
        writer.Error(error);
        return writer.TakeAll();
    }
}

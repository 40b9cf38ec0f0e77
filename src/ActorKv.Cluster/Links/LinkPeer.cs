// Another member that has connected: what its sessions ask of this node's key shards.
//
// It pings all the time (NodeLink). One that says nothing for long has gone without a word, as a machine does that loses its power: what its sessions
// wait for here is called off, so that no element of a list goes to a client that is no more.

using System.Net.Sockets;
using ActorKv.Engine.Clustering;
using Microsoft.Extensions.Logging;

namespace ActorKv.Cluster.Links;

internal sealed class LinkPeer : ILinkEnd
{
    private const int LeastPatience = 3000;

    private readonly ClusterLinks _links;
    private readonly LinkChannel _channel;
    private readonly ServedSessions _served;
    private readonly byte[] _nonce = LinkSecret.NewNonce();
    private byte[]? _hello;
    private long _incarnation;
    private long _lastTick;

    public LinkPeer(ClusterLinks links, Socket socket)
    {
        _links = links;
        _channel = new LinkChannel(socket, links.Loop, this);
        _served = new ServedSessions(links, Reply, NotHere);
    }

    /// <summary>True when it has shown that it belongs to the cluster.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>What CLUSTER LINKS shows.</summary>
    public ClusterLinkFigures? Figures
    {
        get
        {
            foreach (ClusterMember member in _links.Cluster.Map.Members)
                if (member.Incarnation == _incarnation) return new ClusterLinkFigures(false, member.Id, _channel.CreatedAt, _channel.Pending);
            return null;
        }
    }

    public void Begin() => _channel.Begin();

    public void Close() => _channel.Close();

    public void Tick(long now)
    {
        // A node that was paused itself has everything to read yet.
        if (IsKnown && _lastTick != 0 && now - _lastTick > _links.PingMilliseconds) _channel.LastHeard = now;
        _lastTick = now;
        long silent = now - _channel.LastHeard;
        if (!IsKnown && silent > LeastPatience) _channel.Close();
        else if (IsKnown && silent > Math.Max(LeastPatience, 2 * _links.WaitMilliseconds))
        {
            _links.Store.Log.LogWarning("Member {Member} has said nothing for {Silent} ms: its sessions are ended here", _incarnation, silent);
            _channel.Close();
        }
    }

    public void OnFrame(LinkFrameKind kind, byte[] buffer, int start, int length)
    {
        if (!IsKnown) OnStranger(kind, buffer.AsSpan(start, length));
        else if (kind == LinkFrameKind.Ping) _channel.Write(LinkFrameKind.Pong);
        else _served.OnFrame(kind, buffer, start, length);
    }

    public void OnClosed()
    {
        _served.Close();
        _links.OnGone(this);
    }

    private void OnStranger(LinkFrameKind kind, ReadOnlySpan<byte> bytes)
    {
        LinkFrameReader body = new(bytes);
        if (kind == LinkFrameKind.Hello && _hello is null)
        {
            if (!body.Bytes(LinkServer.Magic.Length).SequenceEqual(LinkServer.Magic)) throw new FormatException("it speaks no protocol of this version");
            _incarnation = body.Int64();
            if (body.Int64() != _links.Cluster.Myself.Incarnation) throw new FormatException("it means a node that was here before");
            body.Bytes(LinkSecret.NonceBytes);
            _hello = bytes.ToArray();
            _channel.Write(LinkFrameKind.Challenge, _nonce, _links.Secret.Prove(byCaller: false, _hello, _nonce));
        }
        else if (kind == LinkFrameKind.Proof && _hello is not null)
        {
            if (!_links.Secret.Accepts(body.Rest(), byCaller: true, _hello, _nonce)) throw new FormatException("it does not know the cluster's secret");
            IsKnown = true;
            _channel.MaxFrame = LinkChannel.LongestFrame;
            _channel.Write(LinkFrameKind.Welcome);
        }
        else throw new FormatException("it has not said who it is");
    }

    private void Reply(long id, byte[] reply)
    {
        Span<byte> head = stackalloc byte[8];
        LinkFrameWriter writer = new(head);
        writer.Int64(id);
        _channel.Write(LinkFrameKind.Reply, writer.Written, reply);
    }

    private void NotHere(long id)
    {
        Span<byte> head = stackalloc byte[8];
        LinkFrameWriter writer = new(head);
        writer.Int64(id);
        _channel.Write(LinkFrameKind.NotHere, writer.Written);
    }
}

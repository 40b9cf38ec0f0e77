// The link to another member: one connection for all sessions of this node, opened again whenever it breaks.
//
//   closed ── Tick ──► connecting ──► Hello, Challenge, Proof, Welcome ──► open ── broken, silent for too long ──► closed
//
// A member that is paused, or cut off, says nothing. It is pinged all the time; when nothing has come for cluster-wait-timeout the link is given up, and
// what was sent over it answered as unknown. So nobody waits for ever for who will never answer, and a long command, whose member answers pings, may take
// its time. By the pings the member knows that this node lives (LinkPeer).

using System.Net.Sockets;
using ActorKv.Cluster.Routing;
using ActorKv.Engine.Clustering;
using Microsoft.Extensions.Logging;

namespace ActorKv.Cluster.Links;

internal sealed class NodeLink(ClusterLinks links, ClusterMember member) : Link(member), ILinkEnd
{
    private const long MostPending = 16 * 1024 * 1024;
    private const int RetryMilliseconds = 100;
    private const int ConnectMilliseconds = 3000;

    private readonly byte[] _hello = new byte[8 + 16 + LinkSecret.NonceBytes];
    private LinkChannel? _channel;
    private bool _isConnecting, _isRetired;
    private bool _hasComplained;
    private long _mayTryAt, _connectedAt;
    private long _lastTick, _lastPing;

    public override bool IsFull => _channel is { } channel && channel.Pending > MostPending;

    /// <summary>What CLUSTER LINKS shows; null while there is no connection.</summary>
    public ClusterLinkFigures? Figures => IsOpen && _channel is { } channel ? new ClusterLinkFigures(true, Member.Id, channel.CreatedAt, channel.Pending) : null;

    /// <summary>Opens the link when it is time to, and looks whether the other side lives. On the loop, some times a second.</summary>
    public void Tick(long now)
    {
        // A node that was paused itself has everything to read yet.
        bool wasPaused = now - _lastTick > links.PingMilliseconds && _lastTick != 0;
        _lastTick = now;
        if (_isRetired) return;
        if (_channel is not { } channel)
        {
            if (!_isConnecting && now >= _mayTryAt) _ = ConnectAsync();
            return;
        }
        if (wasPaused) channel.LastHeard = now;
        long silent = now - channel.LastHeard;
        if (!IsOpen && now - _connectedAt > ConnectMilliseconds) channel.Close();
        else if (IsOpen && silent > links.WaitMilliseconds)
        {
            links.Store.Log.LogWarning("Node {Node} has said nothing for {Silent} ms: what was sent to it is given up", Member.Id, silent);
            channel.Close();
        }
        else if (IsOpen && now - _lastPing >= links.PingMilliseconds)
        {
            _lastPing = now;
            channel.Write(LinkFrameKind.Ping);
        }
    }

    /// <summary>Gives the connection up; another is opened. On the loop.</summary>
    public void Reconnect() => _channel?.Close();

    /// <summary>The member is gone for good. On the loop.</summary>
    public void Retire()
    {
        _isRetired = true;
        _channel?.Close();
    }

    public void OnFrame(LinkFrameKind kind, byte[] buffer, int start, int length)
    {
        LinkFrameReader body = new(buffer.AsSpan(start, length));
        switch (kind)
        {
            case LinkFrameKind.Reply when IsOpen:
                Answer(body.Int64(), Answered.Reply, body.Rest().ToArray());
                break;
            case LinkFrameKind.NotHere when IsOpen:
                Answer(body.Int64(), Answered.NotHere, []);
                break;
            case LinkFrameKind.Pong:
                break;
            case LinkFrameKind.Challenge when !IsOpen:
                ReadOnlySpan<byte> nonce = body.Bytes(LinkSecret.NonceBytes);
                if (!links.Secret.Accepts(body.Bytes(LinkSecret.ProofBytes), byCaller: false, _hello, nonce)) throw new FormatException("it does not know the cluster's secret");
                _channel!.Write(LinkFrameKind.Proof, links.Secret.Prove(byCaller: true, _hello, nonce));
                break;
            case LinkFrameKind.Welcome when !IsOpen:
                _channel!.MaxFrame = LinkChannel.LongestFrame;
                _hasComplained = false;
                Open();
                links.Wake();
                break;
            default:
                throw new FormatException($"a frame {(byte)kind} that was not asked for");
        }
    }

    public void OnClosed()
    {
        long left = _channel!.Sent;
        _channel = null;
        _mayTryAt = Environment.TickCount64 + RetryMilliseconds;
        Break(left);
        links.Wake();
    }

    protected override long Transmit(LinkFrameKind kind, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        // Closed, and about to be told so: it never leaves.
        if (_channel is not { } channel) return long.MaxValue;
        long at = channel.Written;
        channel.Write(kind, head, body);
        return at;
    }

    private async Task ConnectAsync()
    {
        _isConnecting = true;
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        Exception? failure = null;
        try
        {
            using CancellationTokenSource timeout = new(ConnectMilliseconds);
            await socket.ConnectAsync(Member.Host, Member.LinkPort, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is SocketException or OperationCanceledException)
        {
            failure = failed;
            socket.Dispose();
        }
        links.Loop.Post(() =>
        {
            if (failure is null) OnConnected(socket);
            else OnRefused(failure);
        });
    }

    private void OnConnected(Socket socket)
    {
        _isConnecting = false;
        if (_isRetired)
        {
            socket.Dispose();
            return;
        }
        _connectedAt = Environment.TickCount64;
        _channel = new LinkChannel(socket, links.Loop, this) { OnDrained = links.Wake };
        LinkFrameWriter hello = new(_hello);
        hello.Bytes(LinkServer.Magic);
        hello.Int64(links.Cluster.Myself.Incarnation);
        hello.Int64(Member.Incarnation);
        hello.Bytes(LinkSecret.NewNonce());
        _channel.Begin();
        _channel.Write(LinkFrameKind.Hello, _hello);
    }

    private void OnRefused(Exception failure)
    {
        _isConnecting = false;
        _mayTryAt = Environment.TickCount64 + RetryMilliseconds;
        if (_hasComplained || _isRetired) return;
        _hasComplained = true;
        links.Store.Log.LogWarning("No link to node {Node} at {Host}:{Port} yet: {Reason}", Member.Id, Member.Host, Member.LinkPort, failure.Message);
    }
}

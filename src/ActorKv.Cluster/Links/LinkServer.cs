// Where other members connect. Who connects is a stranger until it has shown that it knows the cluster's secret, and that it means this node in this
// life of it; a stranger may say little, and not for long, and there may be few of them.

using System.Net;
using System.Net.Sockets;
using ActorKv.Tcp;
using Microsoft.Extensions.Logging;

namespace ActorKv.Cluster.Links;

internal sealed class LinkServer : IPollable
{
    private const int MostStrangers = 64;

    private readonly ClusterLinks _links;
    private readonly HashSet<LinkPeer> _peers = [];

    /// <param name="links">Whose.</param>
    /// <param name="endPoint">Where to listen.</param>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public LinkServer(ClusterLinks links, IPEndPoint endPoint)
    {
        _links = links;
        Socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            if (!OperatingSystem.IsWindows()) Socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            Socket.Bind(endPoint);
            Socket.Listen(MostStrangers);
        }
        catch (SocketException)
        {
            Socket.Dispose();
            throw;
        }
        Port = ((IPEndPoint)Socket.LocalEndPoint!).Port;
    }

    /// <summary>What a Hello begins with: a name, and the version of the protocol.</summary>
    public static ReadOnlySpan<byte> Magic => "AKVLINK\u0001"u8;

    public Socket Socket { get; }

    public int Port { get; }

    /// <summary>Those who have connected, for CLUSTER LINKS. On the loop.</summary>
    public IEnumerable<LinkPeer> Peers => _peers;

    public void Begin() => _links.Loop.Poller.Add(this, Readiness.Read);

    public void OnReady(Readiness readiness)
    {
        Socket socket;
        try
        {
            socket = Socket.Accept();
        }
        catch (SocketException failed)
        {
            // Whoever it was has gone already, or there is no descriptor for it.
            _links.Store.Log.LogDebug("No link was accepted: {Reason}", failed.Message);
            return;
        }
        if (_peers.Count(static peer => !peer.IsKnown) >= MostStrangers)
        {
            socket.Dispose();
            return;
        }
        LinkPeer peer = new(_links, socket);
        _peers.Add(peer);
        peer.Begin();
    }

    /// <summary>Closes strangers that take their time. On the loop, some times a second.</summary>
    public void Tick(long now)
    {
        foreach (LinkPeer peer in _peers.ToArray()) peer.Tick(now);
    }

    public void OnGone(LinkPeer peer) => _peers.Remove(peer);

    /// <summary>Accepts no more, and closes all. On the loop.</summary>
    public void Close()
    {
        _links.Loop.Poller.Remove(this);
        Socket.Dispose();
        foreach (LinkPeer peer in _peers.ToArray()) peer.Close();
    }
}

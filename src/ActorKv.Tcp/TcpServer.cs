// Listens, and deals connections out to the event loops, one after the other.

using System.Net;
using System.Net.Sockets;
using ActorKv.Engine;
using ActorKv.Engine.Configuration;
using Microsoft.Extensions.Logging;

namespace ActorKv.Tcp;

/// <summary>Where and how to listen.</summary>
internal sealed record TcpServerOptions
{
    /// <summary>Addresses or names; one that begins with '-' may be missing on this machine.</summary>
    public IReadOnlyList<string> Bind { get; init; } = ["127.0.0.1", "-::1"];

    /// <summary>0: do not listen on TCP.</summary>
    public int Port { get; init; } = 6379;

    public string UnixSocket { get; init; } = "";

    /// <summary>Octal permissions, 0 to leave them to the umask.</summary>
    public int UnixSocketMode { get; init; }

    public int Backlog { get; init; } = 511;

    public int Loops { get; init; } = 1;

    public Func<Poller> NewPoller { get; init; } = Poller.Create;

    /// <summary>What the configuration says.</summary>
    public static TcpServerOptions From(ServerOptions options) => new()
    {
        Port = options.Port, Bind = options.Bind, UnixSocket = options.UnixSocket, UnixSocketMode = options.UnixSocketPermissions,
        Backlog = options.TcpBacklog, Loops = options.IoThreads,
    };
}

internal sealed class TcpServer
{
    private readonly Store _store;
    private readonly TcpServerOptions _options;
    private readonly Func<AcceptRules> _rules;
    private readonly List<Listener> _listeners = [];
    private int _next;

    /// <param name="store">The engine.</param>
    /// <param name="options">Where to listen.</param>
    /// <param name="rules">Asked for every connection, so that CONFIG SET takes effect at once.</param>
    public TcpServer(Store store, TcpServerOptions options, Func<AcceptRules> rules)
    {
        _store = store;
        _options = options;
        _rules = rules;
        Loops = [.. Enumerable.Range(0, options.Loops).Select(i => new EventLoop(store, i, options.NewPoller()))];
    }

    public EventLoop[] Loops { get; }

    /// <summary>Where the server listens, once started.</summary>
    public IEnumerable<string> Addresses => _listeners.Select(listener => listener.Socket.LocalEndPoint!.ToString()!);

    /// <summary>Opens the sockets and starts the loops.</summary>
    /// <exception cref="SocketException">An address cannot be bound.</exception>
    public void Start()
    {
        try
        {
            foreach (string bind in _options.Port > 0 ? _options.Bind : []) ListenOn(bind);
            if (_options.UnixSocket.Length > 0) ListenOnUnixSocket();
        }
        catch
        {
            Stop(static () => { });
            throw;
        }
        foreach (EventLoop loop in Loops) loop.Start();
        foreach (Listener listener in _listeners) Loops[0].Post(listener.Begin);
    }

    /// <summary>The store has a commit queue now: loops want to hear of commits.</summary>
    public void OnRecovered()
    {
        foreach (EventLoop loop in Loops)
        {
            _store.Commits.AddListener(loop);
            // A client may have written the moment recovery was done, and its commit gone unheard.
            loop.OnCommitted();
        }
    }

    /// <summary>Accepts no more.</summary>
    public void StopListening()
    {
        foreach (Listener listener in _listeners) Loops[0].Post(listener.Close);
        if (_options.UnixSocket.Length > 0) File.Delete(_options.UnixSocket);
    }

    /// <summary>Ends the loops: nothing more is executed, then <paramref name="commit"/> makes what was executed durable, then the replies that
    /// waited for it are sent and the connections close.</summary>
    public void Stop(Action commit)
    {
        foreach (EventLoop loop in Loops) loop.StopExecuting();
        commit();
        foreach (EventLoop loop in Loops) loop.Finish();
        foreach (Listener listener in _listeners) listener.Socket.Dispose();
    }

    private void ListenOn(string bind)
    {
        bool optional = bind.StartsWith('-');
        string name = optional ? bind[1..] : bind;
        Socket? socket = null;
        try
        {
            IPAddress address = name switch
            {
                "*" => IPAddress.Any,
                "::*" => IPAddress.IPv6Any,
                _ => IPAddress.TryParse(name, out IPAddress? parsed) ? parsed : Dns.GetHostAddresses(name)[0],
            };
            socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            if (address.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = false;
            socket.Bind(new IPEndPoint(address, _options.Port));
            socket.Listen(_options.Backlog);
            AddListener(socket);
        }
        catch (SocketException missing)
        {
            socket?.Dispose();
            if (!optional) throw;
            _store.Log.LogDebug("Not listening on {Address}: {Reason}", name, missing.Message);
        }
    }

    private void ListenOnUnixSocket()
    {
        File.Delete(_options.UnixSocket);
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        socket.Bind(new UnixDomainSocketEndPoint(_options.UnixSocket));
        socket.Listen(_options.Backlog);
        if (_options.UnixSocketMode != 0 && !OperatingSystem.IsWindows()) File.SetUnixFileMode(_options.UnixSocket, (UnixFileMode)_options.UnixSocketMode);
        AddListener(socket);
    }

    private void AddListener(Socket socket) => _listeners.Add(new Listener(socket, Loops[0], socket.Accept, Accept));

    private void Accept(Socket socket)
    {
        AcceptRules rules = _rules();
        socket.Blocking = false;
        bool isTcp = socket.AddressFamily != AddressFamily.Unix;
        if (rules.Refusal(isTcp ? socket.RemoteEndPoint : null, _store.Sessions.Count) is { } refusal)
        {
            socket.Send(refusal, SocketFlags.None, out _);
            socket.Dispose();
            _store.Sessions.CountRefused();
            return;
        }
        if (isTcp)
        {
            socket.NoDelay = true;
            if (rules.KeepAliveSeconds > 0) KeepAlive(socket, rules.KeepAliveSeconds);
        }
        string remote = isTcp ? socket.RemoteEndPoint!.ToString()! : _options.UnixSocket + ":0";
        string local = isTcp ? socket.LocalEndPoint!.ToString()! : _options.UnixSocket + ":0";
        EventLoop loop = Loops[_next++ % Loops.Length];
        // Made here, so that the next in the queue is counted against maxclients; served there.
        Connection connection = new(socket, loop, remote, local);
        loop.Post(connection.Begin, connection);
    }

    // As Redis does: first probe after the given time, then every third of it, three times.
    private static void KeepAlive(Socket socket, int seconds)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Math.Max(1, seconds / 3));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }
}

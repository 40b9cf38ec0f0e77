// A TcpServer over a store whose journal, saves and clock are in the test's hands, on a free loopback port.
//
//   await using TcpTestServer kv = await TcpTestServer.OpenAsync(PollerKind.Epoll);
//   using TcpTestClient client = kv.Connect();
//   client.Send("PING\r\n");
//   client.Receives("+PONG\r\n");

using System.Net;
using System.Net.Sockets;
using ActorKv.Engine;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Tests;
using ActorKv.Tcp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Tcp.Tests.Harness;

/// <summary>Which poller the loops wait with.</summary>
public enum PollerKind { Epoll, Select }

internal sealed class TcpTestServer : IAsyncDisposable
{
    private const int Tries = 20;

    private bool _stopped;

    private TcpTestServer(Store store, TcpServer server, MemoryJournal journal, ManualTime time, int port)
    {
        Store = store;
        Server = server;
        Journal = journal;
        Time = time;
        Port = port;
    }

    public static TheoryData<PollerKind> Pollers =>
        OperatingSystem.IsLinux() ? [PollerKind.Epoll, PollerKind.Select] : [PollerKind.Select];

    public Store Store { get; }

    public TcpServer Server { get; }

    public MemoryJournal Journal { get; }

    public ManualTime Time { get; }

    public int Port { get; }

    public static async Task<TcpTestServer> OpenAsync(PollerKind poller, Action<ServerOptions>? configure = null, Func<AcceptRules>? rules = null, int loops = 1)
    {
        TcpTestServer server = OpenLoading(poller, configure, rules, loops);
        await server.RecoverAsync();
        return server;
    }

    /// <summary>A server that listens and has not recovered yet.</summary>
    public static TcpTestServer OpenLoading(PollerKind poller, Action<ServerOptions>? configure = null, Func<AcceptRules>? rules = null, int loops = 1,
        string unixSocket = "", ILogger? log = null)
    {
        ServerOptions options = new() { KeyShards = 16, Save = [] };
        configure?.Invoke(options);
        MemoryJournal journal = new();
        ManualTime time = new();
        Store store = new(new ServerParameters(options), journal, new MemorySnapshots(), EngineCommands.CreateAll(), time, log ?? NullLogger.Instance);
        for (int i = 0; ; i++)
        {
            int port = FreePort();
            TcpServer server = new(store, Options(port, poller, loops, unixSocket), rules ?? (() => new AcceptRules()));
            try
            {
                server.Start();
                return new TcpTestServer(store, server, journal, time, port);
            }
            catch (SocketException) when (i < Tries)
            {
                // Somebody else took the port meanwhile.
            }
        }
    }

    public static TcpServerOptions Options(int port, PollerKind poller, int loops = 1, string unixSocket = "") => new()
    {
        Port = port, Bind = ["127.0.0.1"], Loops = loops, UnixSocket = unixSocket,
        NewPoller = poller == PollerKind.Epoll ? () => new EpollPoller() : () => new SelectPoller(),
    };

    public static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public async Task RecoverAsync()
    {
        await Store.RecoverAsync();
        Server.OnRecovered();
    }

    public TcpTestClient Connect() => new(new IPEndPoint(IPAddress.Loopback, Port));

    public void Stop()
    {
        if (_stopped) return;
        _stopped = true;
        Server.StopListening();
        Server.Stop(() => Store.CommitLast());
    }

    public async ValueTask DisposeAsync()
    {
        Journal.GoOn();
        Stop();
        await Store.DisposeAsync();
    }
}

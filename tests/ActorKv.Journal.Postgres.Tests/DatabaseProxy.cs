// A wire between a store and its server that can be cut, or deliver nothing of what the server says.

using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ActorKv.Journal.Postgres.Tests;

internal sealed class DatabaseProxy : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Socket> _sockets = [];
    private readonly int _serverPort;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private volatile bool _refuses;
    private volatile TaskCompletionSource _answers = new();

    public DatabaseProxy(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings = new(connectionString);
        _serverPort = settings.Port;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        settings.Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        ConnectionString = settings.ConnectionString;
        _answers.SetResult();
        _ = AcceptAsync();
    }

    /// <summary>How to connect through here.</summary>
    public string ConnectionString { get; }

    /// <summary>From here on nothing that the server says arrives.</summary>
    public void HoldAnswers() => _answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Closes all connections. What the server has said and was held never arrives; new connections work.</summary>
    public void CutOff()
    {
        lock (_lock)
        {
            foreach (Socket socket in _sockets) socket.Dispose();
            _sockets.Clear();
        }
        _answers.TrySetResult();
    }

    /// <summary>Closes every new connection at once.</summary>
    public void RefuseConnections() => _refuses = true;

    public void AcceptConnections() => _refuses = false;

    public void Dispose()
    {
        _listener.Dispose();
        CutOff();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptAsync();
                if (_refuses)
                {
                    client.Dispose();
                    continue;
                }
                Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await server.ConnectAsync(IPAddress.Loopback, _serverPort);
                lock (_lock) _sockets.AddRange([client, server]);
                _ = PassAsync(client, server, held: false);
                _ = PassAsync(server, client, held: true);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            CutOff();
        }
    }

    // The end of one direction is the end of both.
    private async Task PassAsync(Socket from, Socket to, bool held)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and int received)
            {
                if (held) await _answers.Task;
                await to.SendAsync(buffer.AsMemory(0, received));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            from.Dispose();
        }
        to.Dispose();
    }
}

// A server that does what a test says, reply by reply: for what no real server does on command.

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorKv.Protocol;

namespace ActorKv.Client.Tests.Connections;

internal sealed class FakeServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public FakeServer() => _listener.Start();

    /// <summary>Options that reach it, and come back at once when it was lost.</summary>
    public ActorKvConnectionOptions Options => new()
    {
        Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        ReconnectDelay = TimeSpan.Zero, MaxReconnectDelay = TimeSpan.FromMilliseconds(1),
    };

    /// <summary>The next connection, not greeted yet.</summary>
    public async Task<FakePeer> AcceptAsync()
    {
        Socket socket = await _listener.AcceptSocketAsync();
        return new FakePeer(socket, new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>The next connection, which speaks TLS.</summary>
    public async Task<FakePeer> AcceptAsync(X509Certificate2 certificate)
    {
        Socket socket = await _listener.AcceptSocketAsync();
        SslStream secure = new(new NetworkStream(socket, ownsSocket: true));
        await secure.AuthenticateAsServerAsync(certificate);
        return new FakePeer(socket, secure);
    }

    /// <summary>The next connection, greeted, with a client id.</summary>
    public async Task<FakePeer> GreetAsync(long id = 1)
    {
        FakePeer peer = await AcceptAsync();
        Assert.StartsWith("HELLO 3", await peer.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("PING", await peer.ReadAsync());
        await peer.SendAsync($"%1\r\n$2\r\nid\r\n:{id}\r\n+PONG\r\n");
        return peer;
    }

    /// <summary>A client of it, and its connection.</summary>
    public async Task<(ActorKvConnection Connection, FakePeer Peer)> ConnectAsync(Func<ActorKvConnectionOptions, ActorKvConnectionOptions>? change = null)
    {
        Task<ActorKvConnection> connecting = ActorKvConnection.ConnectAsync(change?.Invoke(Options) ?? Options);
        FakePeer peer = await GreetAsync();
        return (await connecting, peer);
    }

    public void Dispose() => _listener.Dispose();
}

internal sealed class FakePeer(Socket socket, Stream stream) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _length;

    /// <summary>True when the client has sent nothing beyond what was read.</summary>
    public bool IsQuiet => _length == 0 && socket.Available == 0;

    /// <summary>The next command, its words with spaces between.</summary>
    public async Task<string> ReadAsync()
    {
        while (true)
        {
            int at = 0;
            if (RespReader.TryRead(_buffer.AsSpan(0, _length), ref at, out Reply command))
            {
                _buffer.AsSpan(at, _length - at).CopyTo(_buffer);
                _length -= at;
                return string.Join(' ', command.Items.Select(word => word.Text));
            }
            int received = await stream.ReadAsync(_buffer.AsMemory(_length));
            if (received == 0) throw new EndOfStreamException("The client closed the connection.");
            _length += received;
        }
    }

    public ValueTask SendAsync(string bytes) => stream.WriteAsync(Encoding.UTF8.GetBytes(bytes));

    /// <summary>Waits until the client has closed the connection.</summary>
    public async Task WaitForCloseAsync() => Assert.Equal(0, await stream.ReadAsync(_buffer.AsMemory(_length)));

    public void Dispose() => stream.Dispose();
}

// A way between two processes, or to a server, that a test can cut: connections through it end, and new ones are refused; or it can fall silent, which
// is worse, because nobody is told. When only the answers are held and the way is cut then, the server has done what nobody will hear of.

using System.Net;
using System.Net.Sockets;

namespace ActorKv.Acceptance.Tests.Harness;

internal sealed class TcpProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _open = [];
    private readonly int _target;
    private volatile bool _isCut;
    private TaskCompletionSource _requests = Flowing(), _answers = Flowing();

    /// <param name="target">Port on loopback to which it leads.</param>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Ends all connections and refuses new ones until <see cref="Restore"/>.</summary>
    public void Cut()
    {
        _isCut = true;
        Socket[] open;
        lock (_lock) open = [.. _open];
        foreach (Socket socket in open) socket.Close(0);
    }

    /// <summary>Lets nothing through any more, in either direction, without telling anybody, until <see cref="Restore"/>.</summary>
    public void Silence()
    {
        lock (_lock)
        {
            Hold(ref _requests);
            Hold(ref _answers);
        }
    }

    /// <summary>Lets through what the target is asked, and nothing that it answers, until <see cref="Restore"/>.</summary>
    public void HoldAnswers()
    {
        lock (_lock) Hold(ref _answers);
    }

    /// <summary>The way is open again. What was held back comes through, unless its connection was cut.</summary>
    public void Restore()
    {
        _isCut = false;
        lock (_lock)
        {
            _requests.TrySetResult();
            _answers.TrySetResult();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        Cut();
        Restore();
    }

    private static void Hold(ref TaskCompletionSource flow)
    {
        if (flow.Task.IsCompleted) flow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static TaskCompletionSource Flowing()
    {
        TaskCompletionSource flowing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        flowing.SetResult();
        return flowing;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync();
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
                return;
            }
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        lock (_lock)
        {
            _open.Add(client);
            _open.Add(server);
        }
        try
        {
            if (_isCut) return;
            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(CopyAsync(client, server, answers: false), CopyAsync(server, client, answers: true));
        }
        catch (SocketException)
        {
            // The target refuses: so does the proxy, by closing.
        }
        finally
        {
            lock (_lock)
            {
                _open.Remove(client);
                _open.Remove(server);
            }
            client.Dispose();
        }
    }

    private async Task CopyAsync(Socket from, Socket to, bool answers)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            for (int count = 1; count > 0;)
            {
                count = await from.ReceiveAsync(buffer);
                Task flows;
                lock (_lock) flows = (answers ? _answers : _requests).Task;
                await flows;
                for (int sent = 0; sent < count;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // One side has ended, or the way was cut: both end.
        }
    }
}

// Between a client and a server: on demand the server's next answer is lost, and its connection with it.

using System.Net;
using System.Net.Sockets;

namespace ActorKv.Journal.Postgres.Tests.KeyShards;

internal sealed class AnswerLosingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _running = [];
    private readonly int _server;
    private volatile bool _lose;

    public AnswerLosingProxy(int server)
    {
        _server = server;
        _listener.Start();
        _running.Add(AcceptAsync());
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void LoseNextAnswer() => _lose = true;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        foreach (Task task in _running.ToArray()) await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
            _running.Add(ServeAsync(client));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient server = new();
        using (client)
        {
            client.NoDelay = server.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
            Task asked = PumpAsync(client, server, answers: false), answered = PumpAsync(server, client, answers: true);
            await Task.WhenAny(asked, answered);
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool answers)
    {
        byte[] buffer = new byte[64 * 1024];
        while (await from.GetStream().ReadAsync(buffer, _end.Token) is > 0 and int count)
        {
            if (answers && _lose)
            {
                _lose = false;
                return;
            }
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }
}

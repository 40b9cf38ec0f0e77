// A client as plain as can be: it writes requests, as many at once as it likes, and reads replies.

using System.Net.Sockets;
using System.Text;
using ActorKv.Protocol;

namespace ActorKv.Cluster.Tests.Testing;

internal sealed class TestClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly RespWriter _out = new();
    private byte[] _in = new byte[64 * 1024];
    private int _at, _end;

    public TestClient(string path) => _socket.Connect(new UnixDomainSocketEndPoint(path));

    /// <summary>Runs a command spelt as redis-cli would take it, and says its reply as a line.</summary>
    public async Task<string> Run(string line)
    {
        await SendAsync(line);
        return await ReadAsync();
    }

    /// <summary>Sends commands without waiting for anything.</summary>
    public async Task SendAsync(params string[] lines)
    {
        foreach (string line in lines) Add([.. InlineSplitter.Split(Encoding.Latin1.GetBytes(line))!]);
        await FlushAsync();
    }

    public void Add(params byte[][] arguments)
    {
        _out.Array(arguments.Length);
        foreach (byte[] argument in arguments) _out.Bulk(argument);
    }

    public async Task FlushAsync()
    {
        using CancellationTokenSource patience = new(s_patience);
        byte[] bytes = _out.TakeAll();
        for (int sent = 0; sent < bytes.Length;) sent += await _socket.SendAsync(bytes.AsMemory(sent), patience.Token);
    }

    public async Task<string> ReadAsync() => Show(await ReadReplyAsync());

    public async Task<Reply> ReadReplyAsync()
    {
        using CancellationTokenSource patience = new(s_patience);
        while (true)
        {
            if (RespReader.TryRead(_in.AsSpan(0, _end), ref _at, out Reply reply)) return reply;
            _in.AsSpan(_at, _end - _at).CopyTo(_in);
            (_at, _end) = (0, _end - _at);
            if (_end > _in.Length / 2) Array.Resize(ref _in, _in.Length * 2);
            int count = await _socket.ReceiveAsync(_in.AsMemory(_end), patience.Token);
            if (count == 0) throw new EndOfStreamException("The node has closed the connection.");
            _end += count;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static string Show(Reply reply) => reply.Kind switch
    {
        ReplyKind.Null => "(nil)",
        ReplyKind.Error => "(error) " + reply.Text,
        ReplyKind.Integer => "(integer) " + reply.Text,
        ReplyKind.Array or ReplyKind.Set or ReplyKind.Push or ReplyKind.Map => "[" + string.Join(", ", reply.Items.Select(Show)) + "]",
        _ => Encoding.Latin1.GetString(reply.Bytes),
    };
}

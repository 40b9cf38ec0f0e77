// A client of few words: a socket that sends commands and reads replies, for tests that must decide what is on the wire when.

using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorKv.Protocol;

namespace ActorKv.Akka.Tests;

internal sealed class RespConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];
    private int _end;

    public static async Task<RespConnection> OpenAsync(EndPoint address)
    {
        RespConnection connection = new();
        await connection._socket.ConnectAsync(address);
        return connection;
    }

    /// <summary>Sends a command spelt as redis-cli would take it, and shows its reply.</summary>
    public async Task<string> Run(string line)
    {
        await SendAsync(line);
        return await ReadAsync();
    }

    /// <summary>Sends commands in one piece.</summary>
    public Task SendAsync(params string[] lines) => SendAsync(Encode(lines));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await _socket.SendAsync(bytes)..];
    }

    /// <summary>Reads the next reply or push.</summary>
    public async Task<string> ReadAsync() => Show(await ReadReplyAsync());

    public async Task<string[]> ReadAsync(int count)
    {
        string[] replies = new string[count];
        for (int i = 0; i < count; i++) replies[i] = await ReadAsync();
        return replies;
    }

    public async Task<Reply> ReadReplyAsync()
    {
        while (true)
        {
            int at = 0;
            if (_end > 0 && RespReader.TryRead(_buffer.AsSpan(0, _end), ref at, out Reply reply))
            {
                _buffer.AsSpan(at, _end - at).CopyTo(_buffer);
                _end -= at;
                return reply;
            }
            if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            int count = await _socket.ReceiveAsync(_buffer.AsMemory(_end)).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            if (count == 0) throw new EndOfStreamException("The server has closed the connection.");
            _end += count;
        }
    }

    public void Dispose() => _socket.Dispose();

    public static byte[] Encode(params string[] lines)
    {
        RespWriter writer = new();
        foreach (string line in lines)
        {
            List<byte[]> arguments = InlineSplitter.Split(Encoding.Latin1.GetBytes(line)) ?? throw new FormatException($"Unbalanced quotes: {line}");
            writer.Array(arguments.Count);
            foreach (byte[] argument in arguments) writer.Bulk(argument);
        }
        return writer.TakeAll();
    }

    private static string Show(Reply reply) => reply.Kind switch
    {
        ReplyKind.Null => "(nil)",
        ReplyKind.Error => "(error) " + reply.Text,
        ReplyKind.Integer => "(integer) " + reply.Integer,
        ReplyKind.Array or ReplyKind.Push or ReplyKind.Set => "[" + string.Join(", ", reply.Items.Select(Show)) + "]",
        _ => Encoding.Latin1.GetString(reply.Bytes),
    };
}

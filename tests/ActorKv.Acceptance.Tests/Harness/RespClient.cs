// The smallest client there can be: a socket, requests out, replies in. What the tests learn through it they learn from the wire.
//
// Any end of the connection, whoever made it, is a ConnectionLostException. A reply that does not come is one too, after a generous time:
// it fails a test that would otherwise hang.

using System.Net;
using System.Net.Sockets;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Harness;

internal sealed class ConnectionLostException(string message, Exception? inner = null) : IOException(message, inner);

internal sealed class RespClient : IDisposable
{
    private const int PatienceMilliseconds = 60_000;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly RespWriter _requests = new();
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <param name="port">Of the server, on loopback.</param>
    /// <param name="patienceMilliseconds">How long to wait for a reply.</param>
    public RespClient(int port, int patienceMilliseconds = PatienceMilliseconds)
    {
        _socket.ReceiveTimeout = _socket.SendTimeout = patienceMilliseconds;
        try
        {
            _socket.Connect(IPAddress.Loopback, port);
        }
        catch (SocketException refused)
        {
            throw new ConnectionLostException(refused.Message, refused);
        }
    }

    /// <summary>The bytes of the last reply received.</summary>
    public byte[] LastBytes { get; private set; } = [];

    /// <summary>Sends a command and waits for its reply.</summary>
    public Reply Do(params ReadOnlySpan<Argument> command)
    {
        Queue(command);
        Flush();
        return Receive();
    }

    /// <summary>Puts a command behind those that the next <see cref="Flush"/> sends.</summary>
    public void Queue(params ReadOnlySpan<Argument> command)
    {
        _requests.Array(command.Length);
        foreach (Argument argument in command) _requests.Bulk(argument.Bytes);
    }

    public void Flush() => SendRaw(_requests.TakeAll());

    public void SendRaw(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (bytes.Length > 0) bytes = bytes[_socket.Send(bytes)..];
        }
        catch (SocketException lost)
        {
            throw new ConnectionLostException(lost.Message, lost);
        }
    }

    /// <summary>Waits for the next reply.</summary>
    public Reply Receive()
    {
        while (true)
        {
            int at = 0;
            if (RespReader.TryRead(_buffer.AsSpan(_start, _end - _start), ref at, out Reply reply))
            {
                LastBytes = _buffer.AsSpan(_start, at).ToArray();
                _start += at;
                if (_start == _end) _start = _end = 0;
                return reply;
            }
            Fill();
        }
    }

    /// <summary>Waits for the server to close the connection; false when it sends something instead.</summary>
    public bool WaitForClose()
    {
        try
        {
            Fill();
            return false;
        }
        catch (ConnectionLostException)
        {
            return true;
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Fill()
    {
        if (_end == _buffer.Length && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        int received;
        try
        {
            received = _socket.Receive(_buffer.AsSpan(_end));
        }
        catch (SocketException lost)
        {
            throw new ConnectionLostException(lost.Message, lost);
        }
        if (received == 0) throw new ConnectionLostException("The server closed the connection.");
        _end += received;
    }
}

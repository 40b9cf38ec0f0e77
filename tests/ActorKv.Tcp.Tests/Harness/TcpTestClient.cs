// A socket that speaks bytes, and fails instead of waiting for ever.

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorKv.Tcp.Tests.Harness;

internal sealed class TcpTestClient : IDisposable
{
    private const int Patience = 60_000;

    public TcpTestClient(EndPoint server)
    {
        bool isTcp = server is IPEndPoint;
        Socket = new Socket(server.AddressFamily, SocketType.Stream, isTcp ? ProtocolType.Tcp : ProtocolType.Unspecified)
        {
            ReceiveTimeout = Patience, SendTimeout = Patience,
        };
        if (isTcp) Socket.NoDelay = true;
        Socket.Connect(server);
    }

    public Socket Socket { get; }

    public void Send(string bytes) => Send(Encoding.Latin1.GetBytes(bytes));

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[Socket.Send(bytes)..];
    }

    /// <summary>Says that nothing more will be sent; replies are still read.</summary>
    public void EndSending() => Socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closes without the courtesies: the server sees a reset.</summary>
    public void Reset()
    {
        Socket.LingerState = new LingerOption(true, 0);
        Socket.Dispose();
    }

    public byte[] Receive(int count)
    {
        byte[] bytes = new byte[count];
        for (int at = 0; at < count;)
        {
            int received = Socket.Receive(bytes.AsSpan(at));
            if (received == 0) throw new EndOfStreamException($"The server closed after: {Encoding.Latin1.GetString(bytes, 0, Math.Min(at, 200))}");
            at += received;
        }
        return bytes;
    }

    /// <summary>Counts and forgets bytes.</summary>
    public void Skip(long count)
    {
        byte[] bytes = new byte[64 * 1024];
        while (count > 0)
        {
            int received = Socket.Receive(bytes.AsSpan(0, (int)Math.Min(count, bytes.Length)));
            if (received == 0) throw new EndOfStreamException($"The server closed with {count} bytes to come.");
            count -= received;
        }
    }

    public void Receives(string expected) => Assert.Equal(expected, Encoding.Latin1.GetString(Receive(expected.Length)));

    public void Asks(string request, string reply)
    {
        Send(request);
        Receives(reply);
    }

    /// <summary>The reply of a command that gives a bulk string.</summary>
    public string ReceiveBulk()
    {
        int length = int.Parse(ReceiveLine()[1..]);
        string value = Encoding.Latin1.GetString(Receive(length));
        Receives("\r\n");
        return value;
    }

    public string ReceiveLine()
    {
        StringBuilder line = new();
        while (line.Length < 2 || line[^1] != '\n') line.Append((char)Receive(1)[0]);
        return line.ToString(0, line.Length - 2);
    }

    /// <summary>The server closes, after sending exactly this.</summary>
    public void Ends(string after = "")
    {
        Receives(after);
        byte[] more = new byte[200];
        int count = 0;
        try
        {
            count = Socket.Receive(more);
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // It closed with bytes of ours unread.
        }
        Assert.Equal("", Encoding.Latin1.GetString(more, 0, count));
    }

    /// <summary>Nothing has arrived. Only after something that the server did later has been seen.</summary>
    public void HasNothing() => Assert.Equal(0, Socket.Available);

    public void Dispose() => Socket.Dispose();
}

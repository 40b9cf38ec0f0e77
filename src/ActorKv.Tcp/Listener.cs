// A listening socket.
//
// Accepting may fail for reasons that stay for a while: no descriptors left (EMFILE), no memory. The socket stays readable then, and a loop that
// went on trying would do nothing else. So the listener rests until the next second; whoever knocks waits in the backlog.

using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace ActorKv.Tcp;

internal sealed class Listener(Socket socket, EventLoop loop, Func<Socket> accept, Action<Socket> accepted) : IPollable
{
    private const int MostPerRound = 1000;

    private bool _closed;

    public Socket Socket => socket;

    public void Begin() => loop.Poller.Add(this, Readiness.Read);

    public void Close()
    {
        if (_closed) return;
        _closed = true;
        loop.Poller.Remove(this);
        socket.Dispose();
    }

    public void OnReady(Readiness readiness)
    {
        for (int i = 0; i < MostPerRound; i++)
        {
            Socket client;
            try
            {
                client = accept();
            }
            catch (SocketException nothing) when (nothing.SocketErrorCode is SocketError.WouldBlock or SocketError.ConnectionAborted or SocketError.ConnectionReset)
            {
                return;
            }
            catch (SocketException failure)
            {
                Rest(failure);
                return;
            }
            Welcome(client);
        }
    }

    private void Welcome(Socket client)
    {
        try
        {
            accepted(client);
        }
        catch (SocketException gone)
        {
            // It left right after it came: its address cannot be asked any more, its options cannot be set.
            loop.Store.Log.LogDebug("A client left while it was accepted: {Reason}", gone.Message);
            client.Dispose();
        }
    }

    private void Rest(SocketException failure)
    {
        loop.Store.Log.LogWarning("Cannot accept a client, trying again in a second: {Reason}", failure.Message);
        loop.Poller.Change(this, Readiness.None);
        loop.AtNextSecond(() =>
        {
            if (!_closed) loop.Poller.Change(this, Readiness.Read);
        });
    }
}

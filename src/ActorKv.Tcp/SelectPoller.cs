// Waits by Socket.Select: for systems without epoll. Costs time proportional to the number of connections.

using System.Net;
using System.Net.Sockets;

namespace ActorKv.Tcp;

internal sealed class SelectPoller : Poller
{
    private readonly Dictionary<Socket, (IPollable Item, Readiness Interest)> _items = [];
    private readonly Socket _wakeReader, _wakeWriter;
    private readonly byte[] _byte = new byte[64];

    public SelectPoller()
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        _wakeWriter = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _wakeWriter.Connect(listener.LocalEndPoint!);
        _wakeReader = listener.Accept();
        _wakeReader.Blocking = _wakeWriter.Blocking = false;
    }

    public override void Add(IPollable item, Readiness interest) => _items[item.Socket] = (item, interest);

    public override void Change(IPollable item, Readiness interest) => _items[item.Socket] = (item, interest);

    public override void Remove(IPollable item) => _items.Remove(item.Socket);

    public override void Wait(int milliseconds, Action begin)
    {
        List<Socket> reading = [_wakeReader], writing = [], failing = [];
        foreach ((Socket socket, (_, Readiness interest)) in _items)
        {
            if ((interest & Readiness.Read) != 0) reading.Add(socket);
            if ((interest & Readiness.Write) != 0) writing.Add(socket);
            failing.Add(socket);
        }
        Socket.Select(reading, writing, failing, TimeSpan.FromMilliseconds(milliseconds));
        begin();
        if (reading.Remove(_wakeReader)) _wakeReader.Receive(_byte, SocketFlags.None, out _);
        Dictionary<Socket, Readiness> ready = [];
        foreach (Socket socket in reading) ready[socket] = Readiness.Read;
        foreach (Socket socket in writing) ready[socket] = ready.GetValueOrDefault(socket) | Readiness.Write;
        foreach (Socket socket in failing) ready[socket] = ready.GetValueOrDefault(socket) | Readiness.Hangup;
        foreach ((Socket socket, Readiness readiness) in ready)
            if (_items.TryGetValue(socket, out (IPollable Item, Readiness) found)) found.Item.OnReady(readiness);
    }

    protected override void Signal() => _wakeWriter.Send(_byte.AsSpan(0, 1), SocketFlags.None, out _);

    protected override void Dispose(bool disposing)
    {
        _wakeReader.Dispose();
        _wakeWriter.Dispose();
    }
}

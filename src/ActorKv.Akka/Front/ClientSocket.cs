// A client's socket in an event loop (ActorKv.Tcp): the loop's thread waits for it and reads it; who asks for bytes and sends is a stage of a stream.
//
//   stage, any thread                          loop's thread
//   Receive(buffer) ─── _target ────────────►  ready: take _target, one receive ─► received
//                                              ready, and no _target: the socket rests, nobody waits for it until the next Receive
//   TrySend, WhenWritable ──── post ────────►  ready: writable
//   Close ──────────────────── post ────────►  forget it, then close: its descriptor may be somebody else's right away
//
// Readiness is told again and again until it is used up. So a socket that nobody wants to read is not waited for, and one whose next buffer comes before the
// loop waits again, as is usual, costs no call for that.

using System.Net.Sockets;
using ActorKv.Tcp;

namespace ActorKv.Akka.Front;

internal sealed class ClientSocket : IPollable
{
    private readonly EventLoop _loop;
    private readonly Action _onReady, _goOn, _waitToSend, _close;
    private Action _received = null!, _writable = null!;
    private byte[]? _target;               // what the stage wants filled
    private volatile bool _rests = true;   // the socket is not waited for to be read
    private Readiness _ready, _interest;
    private bool _waitsToSend, _isClosed;

    /// <param name="socket">Does not block.</param>
    /// <param name="loop">Waits for it.</param>
    public ClientSocket(Socket socket, EventLoop loop)
    {
        Socket = socket;
        _loop = loop;
        _onReady = OnReady;
        _goOn = GoOn;
        _waitToSend = WaitToSend;
        _close = CloseNow;
    }

    public Socket Socket { get; }

    /// <summary>Bytes that the last <see cref="Receive"/> got: 0 when the client sends no more, -1 when the connection has failed.</summary>
    public int Received { get; private set; }

    /// <summary>Says whom to tell, on the loop's thread.</summary>
    /// <param name="received">What was asked for has come.</param>
    /// <param name="writable">The socket takes bytes again.</param>
    public void Tell(Action received, Action writable) => (_received, _writable) = (received, writable);

    /// <summary>Asks for bytes, once. The buffer is the loop's until that is told.</summary>
    public void Receive(byte[] buffer)
    {
        Interlocked.Exchange(ref _target, buffer);
        if (_rests) _loop.Post(_goOn);
    }

    /// <summary>Sends as much as the socket takes now. Bytes sent, or -1 when the connection has failed.</summary>
    public int TrySend(ReadOnlySpan<byte> bytes)
    {
        int sent = Socket.Send(bytes, SocketFlags.None, out SocketError error);
        return error switch
        {
            SocketError.Success => sent,
            SocketError.WouldBlock => 0,
            _ => -1,
        };
    }

    /// <summary>Tells once when the socket takes bytes again, or has failed.</summary>
    public void WhenWritable() => _loop.Post(_waitToSend);

    /// <summary>Closes at once. Nothing is told any more when the loop has done so.</summary>
    public void Close() => _loop.Post(_close);

    public void OnReady(Readiness readiness)
    {
        _ready = readiness;
        _loop.Perform(_onReady, null);
    }

    private void OnReady()
    {
        bool hangup = (_ready & Readiness.Hangup) != 0;
        if (_waitsToSend && (hangup || (_ready & Readiness.Write) != 0))
        {
            _waitsToSend = false;
            Wait();
            FrontExecutor.RunHere(_writable);
        }
        if (!_rests && (hangup || (_ready & Readiness.Read) != 0)) Read();
    }

    private void Read()
    {
        if (Interlocked.Exchange(ref _target, null) is not { } target)
        {
            Rest();
            return;
        }
        int count = Socket.Receive(target, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
        {
            Volatile.Write(ref _target, target);
            return;
        }
        Received = error == SocketError.Success ? count : -1;
        FrontExecutor.RunHere(_received);
    }

    private void Rest()
    {
        _rests = true;
        Wait();
        // It may have been asked for between the look at that and our word that it rests.
        Interlocked.MemoryBarrier();
        GoOn();
    }

    private void GoOn()
    {
        if (_isClosed || !_rests || Volatile.Read(ref _target) is null) return;
        _rests = false;
        Wait();
    }

    private void WaitToSend()
    {
        if (_isClosed) return;
        _waitsToSend = true;
        Wait();
    }

    private void Wait()
    {
        Readiness interest = (_rests ? Readiness.None : Readiness.Read) | (_waitsToSend ? Readiness.Write : Readiness.None);
        if (interest == _interest) return;
        if (_interest == Readiness.None) _loop.Poller.Add(this, interest);
        else if (interest == Readiness.None) _loop.Poller.Remove(this);
        else _loop.Poller.Change(this, interest);
        _interest = interest;
    }

    private void CloseNow()
    {
        if (_isClosed) return;
        _isClosed = _rests = true;
        _waitsToSend = false;
        Wait();
        Socket.Dispose();
    }
}

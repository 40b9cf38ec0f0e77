// One socket and its session.
//
//   receive ─► decode ─► Session.Execute ─► … ─► Flush: send what the output gate lets go
//                            │ suspended
//                            ▼
//                 input rests until Resume; bytes of the request under way stay where they are
//
// Input lies in the loop's shared buffer while a receive is handled. What is left behind the last whole request, and everything behind a
// suspended one, moves to a buffer of the connection's own, which goes back to the pool when it is empty. Large arguments are received
// straight into the array that may become the stored value (RequestDecoder.DirectTarget).
//
// What one client can make us hold is bounded: while a session is suspended, or MaxPendingOutput bytes wait to be sent, nothing more is read.

using System.Buffers;
using System.Net.Sockets;
using System.Text;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Server.Tcp;

internal sealed class Connection : IPollable, ISessionTransport
{
    private const int MaxDirectReceive = 1024 * 1024;
    private const int MaxInputWhileBlocked = 1024 * 1024;
    private const int FirstOwnBytes = 4 * 1024;
    private const long MaxPendingOutput = 8 * 1024 * 1024;

    private readonly EventLoop _loop;
    private readonly Action _continue, _goOn;
    private byte[]? _buffer;       // null when no input is held
    private int _requestStart;     // of the request under way
    private int _start, _end;      // input not decoded yet
    private bool _owned;           // _buffer is the connection's own
    private bool _executing;
    private bool _stalled;         // requests rest because too much output waits
    private bool _closeWhenSent;
    private bool _closed;
    private Readiness _interest = Readiness.Read;

    public Connection(Socket socket, EventLoop loop, string remote, string local)
    {
        Socket = socket;
        _loop = loop;
        RemoteAddress = remote;
        LocalAddress = local;
        _continue = Continue;
        _goOn = GoOn;
        Session = new Session(loop.Store, this, loop.Counters);
    }

    public Socket Socket { get; }

    public Session Session { get; }

    public string RemoteAddress { get; }

    public string LocalAddress { get; }

    public int Descriptor => (int)Socket.Handle;

    public long PendingInput => _end - _start;

    /// <summary>True while output waits for a commit and the loop knows of it.</summary>
    public bool IsGated { get; private set; }

    /// <summary>Begins to receive. On the loop's thread.</summary>
    public void Begin()
    {
        _loop.Connections.Add(this);
        _loop.Poller.Add(this, _interest);
    }

    public void OnReady(Readiness readiness)
    {
        if ((readiness & Readiness.Write) != 0) Flush();
        if (_closed) return;
        if ((readiness & (Readiness.Read | Readiness.Hangup)) != 0) Receive((readiness & Readiness.Hangup) != 0);
    }

    public void RetainInput()
    {
        if (_owned || !_executing) return;
        int length = _end - _requestStart;
        byte[] own = ArrayPool<byte>.Shared.Rent(Math.Max(length, FirstOwnBytes));
        _buffer.AsSpan(_requestStart, length).CopyTo(own);
        Session.Decoder.Request.Rebase(own, 0);
        _buffer = own;
        _owned = true;
        _start -= _requestStart;
        _end = length;
        _requestStart = 0;
    }

    public void Resume() => _loop.Post(_continue);

    public void OnBlocked() => _loop.Post(UpdateInterest);

    public void Close(bool flush)
    {
        if (flush) _closeWhenSent = true;
        _loop.Post(() =>
        {
            if (flush && !_closed) Flush();
            else CloseNow();
        });
    }

    /// <summary>Sends what may be sent. On the loop's thread.</summary>
    public void Flush()
    {
        if (_closed) return;
        if (!Session.Gate.IsClosed) Send(long.MaxValue);
        else
        {
            Send(Session.Gate.Release(_loop.Store.Commits));
            if (Session.Gate.IsClosed && !IsGated)
            {
                IsGated = true;
                _loop.AddGated(this);
                Send(Session.Gate.Release(_loop.Store.Commits));
            }
            if (!Session.Gate.IsClosed) IsGated = false;
        }
        if (_closed) return;
        if (_closeWhenSent && Session.Output.Pending == 0)
        {
            CloseNow();
            return;
        }
        if (_stalled && Session.Output.Pending <= MaxPendingOutput)
        {
            _stalled = false;
            _loop.Post(_goOn);
        }
        UpdateInterest();
    }

    /// <summary>Closes at once. On the loop's thread.</summary>
    public void CloseNow()
    {
        if (_closed) return;
        _closed = true;
        IsGated = false;
        _loop.Poller.Remove(this);
        Socket.Dispose();
        _loop.Connections.Remove(this);
        // A turn that waits in a mailbox still reads its request from the buffer: then the garbage collector has to take it.
        if (!Session.IsSuspended) ReleaseBuffer();
        Session.OnDisconnected();
    }

    private void Receive(bool hangup)
    {
        if (Session.IsSuspended && !Session.IsBlocked)
        {
            if (hangup) CloseNow();
            return;
        }
        Memory<byte> direct = Session.Decoder.DirectTarget;
        Span<byte> target = direct.Length > 0 ? direct.Span[..Math.Min(direct.Length, MaxDirectReceive)] : ReceiveTarget();
        int count = Socket.Receive(target, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
        {
            if (hangup) CloseNow();
            return;
        }
        if (error != SocketError.Success || count == 0)
        {
            CloseNow();
            return;
        }
        _loop.Counters.BytesIn += count;
        _loop.Counters.Reads++;
        if (direct.Length > 0) Session.Decoder.AdvanceDirect(count);
        else _end += count;
        if (Session.IsSuspended)
        {
            UpdateInterest();
            return;
        }
        Session.Now = _loop.Now;
        Process();
        Flush();
    }

    // Where the next bytes go: behind the input that is held, or into the loop's buffer.
    private Span<byte> ReceiveTarget()
    {
        if (!_owned && (_buffer is not null || Session.IsSuspended)) Own(FirstOwnBytes);
        if (!_owned)
        {
            _buffer = _loop.Input;
            _start = _end = _requestStart = 0;
            return _buffer;
        }
        if (_buffer!.Length - _end < FirstOwnBytes / 2) MakeRoom();
        return _buffer.AsSpan(_end);
    }

    private void Process()
    {
        RequestDecoder decoder = Session.Decoder;
        while (!Session.IsClosing && _buffer is not null)
        {
            _requestStart = _start;
            DecodeStatus status = decoder.Decode(_buffer, ref _start, ref _end);
            if (status == DecodeStatus.NeedMore) break;
            if (status == DecodeStatus.Error)
            {
                Session.Output.Error(Encoding.Latin1.GetBytes("ERR " + decoder.Error));
                Session.BeginClose();
                break;
            }
            _executing = true;
            bool done = Session.Execute(decoder.Request);
            _executing = false;
            if (!done) return;
            if (Session.Output.Pending <= MaxPendingOutput) continue;
            Flush();
            if (_closed) return;
            if (Session.Output.Pending <= MaxPendingOutput) continue;
            _stalled = true;
            break;
        }
        if (!_closed) KeepRest();
    }

    // Keeps the bytes of an unfinished request, from its first byte; lets the buffer go when there are none.
    private void KeepRest()
    {
        if (_start == _end || Session.IsClosing) ReleaseBuffer();
        else if (!_owned) Own(FirstOwnBytes);
    }

    private void Own(int atLeast)
    {
        int length = _buffer is null ? 0 : _end - _start;
        byte[] own = ArrayPool<byte>.Shared.Rent(Math.Max(length * 2, atLeast));
        if (length > 0) _buffer.AsSpan(_start, length).CopyTo(own);
        _buffer = own;
        _owned = true;
        _start = _requestStart = 0;
        _end = length;
    }

    private void MakeRoom()
    {
        int length = _end - _start;
        if (_start >= _buffer!.Length / 2)
        {
            _buffer.AsSpan(_start, length).CopyTo(_buffer);
        }
        else
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(_start, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        _start = _requestStart = 0;
        _end = length;
    }

    private void ReleaseBuffer()
    {
        if (_owned) ArrayPool<byte>.Shared.Return(_buffer!);
        _buffer = null;
        _owned = false;
        _start = _end = 0;
    }

    private void Continue()
    {
        if (_closed) return;
        _executing = true;
        bool done = Session.Continue();
        _executing = false;
        if (done) GoOn();
        else Flush();
    }

    // Executes the input that rested.
    private void GoOn()
    {
        if (_closed || Session.IsSuspended) return;
        Session.Now = _loop.Now;
        Process();
        Flush();
    }

    private void Send(long limit)
    {
        for (ReadOnlyMemory<byte> part = Session.Output.Peek(limit); part.Length > 0; part = Session.Output.Peek(limit))
        {
            int count = Socket.Send(part.Span, SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock) return;
            if (error != SocketError.Success)
            {
                CloseNow();
                return;
            }
            _loop.Counters.BytesOut += count;
            _loop.Counters.Writes++;
            Session.Output.Advance(count);
        }
    }

    private void UpdateInterest()
    {
        if (_closed) return;
        long pending = Session.PendingOutput = Session.Output.Pending;
        bool canSend = pending > 0 && (!Session.Gate.IsClosed || Session.Output.Peek(Session.Gate.Release(_loop.Store.Commits)).Length > 0);
        bool mayReceive = !Session.IsClosing && pending <= MaxPendingOutput
            && (!Session.IsSuspended || (Session.IsBlocked && PendingInput < MaxInputWhileBlocked));
        Readiness interest = (mayReceive ? Readiness.Read : 0) | (canSend ? Readiness.Write : 0);
        if (interest == _interest) return;
        _interest = interest;
        _loop.Poller.Change(this, interest);
    }
}

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
// What one client can make us hold is bounded: while a session is suspended, others owe it too many replies, or MaxPendingOutput bytes wait to be sent,
// nothing more is read.
//
// A client that has closed its side for sending still gets its replies: `printf … | nc` does that, and our replies may have to wait for the journal.

using System.Net.Sockets;
using System.Text;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;
using Microsoft.Extensions.Logging;

namespace ActorKv.Tcp;

internal sealed partial class Connection : IPollable, ISessionTransport
{
    private const int MaxDirectReceive = 1024 * 1024;
    private const int MaxInputWhileBlocked = 1024 * 1024;
    private const int FirstOwnBytes = 4 * 1024;

    private readonly EventLoop _loop;
    private readonly Action _onReady, _continue, _goOn, _onBlocked, _onAnswered, _closeNow;
    private Readiness _ready;
    private Stream? _file;         // being sent behind the output
    private byte[]? _buffer;       // null when no input is held
    private int _requestStart;     // of the request under way
    private int _start, _end;      // input not decoded yet
    private bool _owned;           // _buffer is the connection's own
    private bool _executing;
    private bool _stalled;         // requests rest because too much output waits
    private bool _goingOn;         // they are about to go on
    private bool _inputEnded;      // the other side sends no more
    private bool _watched;         // the poller knows us
    private bool _closed;
    private ConnectionLimits _limits;
    private Readiness _interest = Readiness.Read;

    public Connection(Socket socket, EventLoop loop, string remote, string local)
    {
        Socket = socket;
        _loop = loop;
        RemoteAddress = remote;
        LocalAddress = local;
        Descriptor = (int)socket.Handle;
        _onReady = OnReady;
        _continue = Continue;
        _goOn = GoOn;
        _onBlocked = OnBlockedHere;
        _onAnswered = OnAnsweredHere;
        _closeNow = CloseNow;
        FlushStep = Flush;
        DeliverStep = Deliver;
        Session = new Session(loop.Store, this, loop.Counters);
        if (loop.Store.NewRouter is { } newRouter) Session.RouteThrough(newRouter(Session));
    }

    public Socket Socket { get; }

    public Session Session { get; }

    public string RemoteAddress { get; }

    public string LocalAddress { get; }

    public int Descriptor { get; }

    public long PendingInput => _end - _start;

    public BufferFigures Buffers
    {
        get
        {
            long input = Math.Max(0, PendingInput);
            return new(input + Session.Decoder.DirectReceived, _owned && _buffer is { } own ? Math.Max(0, own.Length - input) : 0,
                (_interest & Readiness.Read) != 0, (_interest & Readiness.Write) != 0);
        }
    }

    /// <summary>True while output waits for a commit and the loop knows of it.</summary>
    public bool IsGated { get; private set; }

    /// <summary><see cref="Flush"/>, to be performed by the loop.</summary>
    public Action FlushStep { get; }

    /// <summary>Writes the run of pushes that the loop delivers just now, to be performed by the loop.</summary>
    public Action DeliverStep { get; }

    /// <summary>True while the loop is to flush the connection at the end of its round of deliveries.</summary>
    public bool IsTouched { get; set; }

    public PushQueue Pushes => _loop.Pushes;

    /// <summary>Begins to receive. On the loop's thread.</summary>
    public void Begin()
    {
        if (_closed) return;
        _loop.Connections.Add(this);
        Watch();
    }

    public void OnReady(Readiness readiness)
    {
        _ready = readiness;
        _loop.Perform(_onReady, this);
    }

    public void Resume() => _loop.Post(_continue, this);

    public void OnBlocked() => _loop.Post(_onBlocked, this);

    public void OnAnswered() => _loop.Post(_onAnswered, this);

    public void DeliverPushes() => _loop.Pushes.Deliver();

    public void Close(bool flush) => _loop.Post(flush ? FlushStep : _closeNow, this);

    public void SendFile(Stream file)
    {
        _file = file;
        Session.BeginClose();
    }

    /// <summary>Closes at once. On the loop's thread.</summary>
    public void CloseNow()
    {
        if (_closed) return;
        _closed = true;
        IsGated = false;
        if (_watched) _loop.Poller.Remove(this);
        Socket.Dispose();
        _file?.Dispose();
        _file = null;
        _loop.Connections.Remove(this);
        // A turn that waits in a mailbox still reads its request from the buffer: then the garbage collector has to take it.
        if (!Session.IsSuspended) ReleaseBuffer();
        Session.OnDisconnected();
    }

    /// <summary>Closes if the client has been silent, or has not read, for too long. On the loop's thread, now and then.</summary>
    public void CheckLimits()
    {
        ServerOptions options = _loop.Store.Options;
        string? limit = Session.IsSuspended || Session.IsListener ? null : ConnectionLimits.OnSilence(options, Session.LastActive, _loop.Now);
        limit ??= _limits.OnOutput(options, Session, _loop.Now);
        if (limit is not null) CloseBeyond(limit);
    }

    // True when no reply will come any more. A blocked session whose client sends no more is given up, as Redis does.
    private bool IsOver => Session.IsClosing || (_inputEnded && !_stalled && (!Session.IsSuspended || Session.IsBlocked));

    private bool MayExecute => Session.Output.Pending <= MaxPendingOutput && !Session.IsHeldUp;

    private void OnReady()
    {
        if ((_ready & Readiness.Write) != 0) Flush();
        if (_closed) return;
        bool hangup = (_ready & Readiness.Hangup) != 0;
        if ((_interest & Readiness.Read) != 0)
        {
            if (hangup || (_ready & Readiness.Read) != 0) Receive(hangup);
        }
        else if (hangup && Session.IsSuspended && !Session.IsBlocked) Unwatch();
        else if (hangup) CloseNow();
    }

    // The turn may have been in its mailbox still when the connection ended: nobody took it out of the lists of those who wait then.
    private void OnBlockedHere()
    {
        if (_closed) Session.OnDisconnected();
        else Flush();
    }

    // Replies to what runs elsewhere.
    private void OnAnsweredHere()
    {
        if (_closed) return;
        Session.TakeAnswers();
        Flush();
    }

    private void Watch()
    {
        _watched = true;
        _loop.Poller.Add(this, _interest);
    }

    // The other side is gone, which a poller tells again and again; but what it sent before is executed when the session goes on.
    private void Unwatch()
    {
        _watched = false;
        _loop.Poller.Remove(this);
    }

    private void CloseIfBeyond()
    {
        if (_limits.OnOutput(_loop.Store.Options, Session, _loop.Now) is { } limit) CloseBeyond(limit);
    }

    private void CloseBeyond(string limit)
    {
        _loop.Store.Log.LogWarning("Closing client {Address}, which is beyond {Limit}: {Input} bytes of input, {Output} of output", RemoteAddress, limit, PendingInput, Session.Output.Pending);
        CloseNow();
    }

    private void Receive(bool hangup)
    {
        if (Session.IsSuspended && !Session.IsBlocked) return;
        Memory<byte> direct = Session.Decoder.DirectTarget;
        Span<byte> target = direct.Length > 0 ? direct.Span[..Math.Min(direct.Length, MaxDirectReceive)] : ReceiveTarget();
        int count = Socket.Receive(target, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
        {
            if (hangup) CloseNow();
            return;
        }
        if (error != SocketError.Success)
        {
            CloseNow();
            return;
        }
        if (count == 0)
        {
            _inputEnded = true;
            Flush();
            return;
        }
        _loop.Counters.BytesIn += count;
        _loop.Counters.Reads++;
        Session.LastActive = _loop.Now;
        if (direct.Length > 0) Session.Decoder.AdvanceDirect(count);
        else _end += count;
        if (ConnectionLimits.OnInput(_loop.Store.Options, PendingInput + Session.Decoder.DirectReceived) is { } limit)
        {
            CloseBeyond(limit);
            return;
        }
        if (Session.IsSuspended)
        {
            UpdateInterest();
            return;
        }
        Session.Now = _loop.Now;
        Process();
        Flush();
    }

    private void Process()
    {
        RequestDecoder decoder = Session.Decoder;
        _loop.Counters.BeginCalls();
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
            if (MayExecute) continue;
            CloseIfBeyond();
            if (!_closed) SendReleased();
            if (_closed) return;
            if (MayExecute) continue;
            _stalled = true;
            break;
        }
        if (!_closed) KeepRest();
    }

    private void Continue()
    {
        if (_closed)
        {
            Session.OnTurnOver();
            return;
        }
        _executing = true;
        bool done = Session.Continue();
        _executing = false;
        if (done) GoOn();
        else Flush();
    }

    // Executes the input that rested.
    private void GoOn()
    {
        _goingOn = _stalled = false;
        if (_closed || Session.IsSuspended) return;
        Session.Now = _loop.Now;
        Process();
        Flush();
    }

    private void UpdateInterest()
    {
        if (_closed) return;
        long pending = Session.PendingOutput = Session.Output.Pending;
        Session.FullOutputBuffers = Session.Output.FullBuffers;
        if (pending > Session.PeakOutput) Session.PeakOutput = pending;
        bool canSend = pending > 0 && (!Session.Gate.IsClosed || Session.Output.Peek(Session.Gate.Release(_loop.Store.Commits)).Length > 0);
        bool mayReceive = !Session.IsClosing && !_inputEnded && !_stalled && pending <= MaxPendingOutput
            && (!Session.IsSuspended || (Session.IsBlocked && PendingInput < MaxInputWhileBlocked));
        Readiness interest = (mayReceive ? Readiness.Read : 0) | (canSend ? Readiness.Write : 0);
        if (interest == _interest) return;
        _interest = interest;
        if (_watched) _loop.Poller.Change(this, interest);
        else if (mayReceive) Watch();
    }
}

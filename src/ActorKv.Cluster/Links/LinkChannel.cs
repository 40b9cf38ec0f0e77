// A socket that carries frames, on the loop of the links.
//
//   any thread ── Write(frame) ──► out ─┐ swapped when the one is sent
//   loop                                └► sending ──► socket ──► received ──► frames ──► ILinkEnd.OnFrame, one after the other
//
// Whatever is written while a send is under way leaves with the next one: the more sessions ask, the more requests share a system call.
// A frame that is longer than the limit, or makes no sense to the end, closes the channel. While more waits to be sent than MostPending nothing is
// received: an end that does not read its answers cannot ask for more.

using System.Buffers.Binary;
using System.Net.Sockets;
using ActorKv.Tcp;
using Microsoft.Extensions.Logging;

namespace ActorKv.Cluster.Links;

/// <summary>What a channel's frames are for. On the loop's thread.</summary>
internal interface ILinkEnd
{
    /// <summary>Takes a frame; its bytes are there during the call.</summary>
    /// <exception cref="FormatException">It makes no sense: the channel is closed.</exception>
    void OnFrame(LinkFrameKind kind, byte[] buffer, int start, int length);

    /// <summary>There will be no more frames, and nothing more is sent.</summary>
    void OnClosed();
}

internal sealed class LinkChannel : IPollable
{
    /// <summary>Longest frame of somebody who has not shown that it knows the secret.</summary>
    public const int StrangersFrame = 256;

    /// <summary>Longest frame: no array is longer.</summary>
    public const int LongestFrame = 0x7fffffc7 - 64 * 1024;

    private const int HeaderBytes = 4;
    private const int FirstBuffer = 64 * 1024;
    private const int KeptBuffer = 1024 * 1024;
    private const long MostPending = 64 * 1024 * 1024;

    private readonly EventLoop _loop;
    private readonly ILinkEnd _end;
    private readonly Action _flush;
    private readonly Lock _lock = new();
    private byte[] _out = new byte[FirstBuffer], _sending = new byte[FirstBuffer];
    private int _outLength;
    private int _sendAt, _sendEnd;
    private bool _isFlushing;        // a flush is posted, or the socket is to say when it takes more
    private byte[] _received = new byte[FirstBuffer];
    private int _at, _receivedEnd;
    private Readiness _interest;
    private bool _isWatched;         // the poller knows us
    private long _written, _sent;
    private volatile bool _closed;

    public LinkChannel(Socket socket, EventLoop loop, ILinkEnd end)
    {
        Socket = socket;
        _loop = loop;
        _end = end;
        _flush = Flush;
        socket.Blocking = false;
        socket.NoDelay = true;
    }

    public Socket Socket { get; }

    /// <summary>Longest frame that is taken.</summary>
    public int MaxFrame { get; set; } = StrangersFrame;

    /// <summary>When the other side last gave a sign of life, <see cref="Environment.TickCount64"/>: bytes came, or room for bytes that had to wait.</summary>
    public long LastHeard { get; set; } = Environment.TickCount64;

    public long CreatedAt { get; } = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>Bytes of all frames ever written. Under the lock of who writes.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Those among them that the socket has taken. On the loop's thread.</summary>
    public long Sent => Volatile.Read(ref _sent);

    public long Pending => Written - Sent;

    public bool IsClosed => _closed;

    /// <summary>Told on the loop's thread when everything written has been sent.</summary>
    public Action? OnDrained { get; set; }

    /// <summary>Begins to receive. On the loop's thread.</summary>
    public void Begin()
    {
        if (_closed) return;
        _interest = Readiness.Read;
        _isWatched = true;
        _loop.Poller.Add(this, _interest);
    }

    /// <summary>Writes a frame. From any thread, which does not wait; nothing when the channel is closed.</summary>
    public void Write(LinkFrameKind kind, ReadOnlySpan<byte> head = default, ReadOnlySpan<byte> body = default)
    {
        bool post;
        lock (_lock)
        {
            if (_closed) return;
            int length = HeaderBytes + 1 + head.Length + body.Length;
            Reserve(length);
            Span<byte> frame = _out.AsSpan(_outLength, length);
            BinaryPrimitives.WriteInt32LittleEndian(frame, length - HeaderBytes);
            frame[HeaderBytes] = (byte)kind;
            head.CopyTo(frame[(HeaderBytes + 1)..]);
            body.CopyTo(frame[(HeaderBytes + 1 + head.Length)..]);
            _outLength += length;
            Volatile.Write(ref _written, _written + length);
            post = !_isFlushing;
            _isFlushing = true;
        }
        if (post) _loop.Post(_flush);
    }

    public void OnReady(Readiness readiness)
    {
        if ((readiness & Readiness.Write) != 0)
        {
            // Whoever takes a large value off us has no time to say so.
            LastHeard = Environment.TickCount64;
            Flush();
        }
        if (_closed) return;
        if ((readiness & (Readiness.Read | Readiness.Hangup)) != 0) Receive();
    }

    /// <summary>Closes at once. On the loop's thread.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_closed) return;
            _closed = true;
        }
        if (_isWatched) _loop.Poller.Remove(this);
        Socket.Dispose();
        _end.OnClosed();
    }

    private void Reserve(int count)
    {
        if (_out.Length - _outLength >= count) return;
        Array.Resize(ref _out, (int)Math.Min(Array.MaxLength, Math.Max(_out.Length * 2L, (long)_outLength + count)));
    }

    private void Flush()
    {
        while (!_closed)
        {
            if (_sendAt == _sendEnd && !TakeWritten()) break;
            int count = Socket.Send(_sending.AsSpan(_sendAt, _sendEnd - _sendAt), SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock) break;
            if (error != SocketError.Success)
            {
                Close();
                return;
            }
            _sendAt += count;
            Volatile.Write(ref _sent, _sent + count);
        }
        if (_closed) return;
        if (_sendAt == _sendEnd) OnDrained?.Invoke();
        UpdateInterest();
    }

    // False when there is nothing: then the next who writes posts a flush.
    private bool TakeWritten()
    {
        lock (_lock)
        {
            _isFlushing = _outLength > 0;
            if (!_isFlushing) return false;
            byte[] sent = _sending.Length <= KeptBuffer ? _sending : new byte[FirstBuffer];
            (_sending, _sendAt, _sendEnd) = (_out, 0, _outLength);
            (_out, _outLength) = (sent, 0);
            return true;
        }
    }

    private void UpdateInterest()
    {
        Readiness interest = (Pending <= MostPending ? Readiness.Read : Readiness.None) | (_sendAt < _sendEnd ? Readiness.Write : Readiness.None);
        if (interest == _interest || !_isWatched) return;
        _interest = interest;
        _loop.Poller.Change(this, interest);
    }

    private void Receive()
    {
        if (_received.Length == _receivedEnd) MakeRoom();
        int count = Socket.Receive(_received.AsSpan(_receivedEnd), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return;
        if (error != SocketError.Success || count == 0)
        {
            Close();
            return;
        }
        LastHeard = Environment.TickCount64;
        _receivedEnd += count;
        try
        {
            while (!_closed && TryTakeFrame(out int start, out int length)) _end.OnFrame((LinkFrameKind)_received[start], _received, start + 1, length - 1);
        }
        catch (FormatException wrong)
        {
            _loop.Store.Log.LogWarning("Closing a link with {Address}: {Reason}", Socket.RemoteEndPoint, wrong.Message);
            Close();
            return;
        }
        if (_at < _receivedEnd || _closed) return;
        _at = _receivedEnd = 0;
        if (_received.Length > KeptBuffer) _received = new byte[FirstBuffer];
        UpdateInterest();
    }

    private bool TryTakeFrame(out int start, out int length)
    {
        start = _at + HeaderBytes;
        length = 0;
        if (_receivedEnd - _at < HeaderBytes) return false;
        length = BinaryPrimitives.ReadInt32LittleEndian(_received.AsSpan(_at));
        if (length < 1 || length > MaxFrame) throw new FormatException($"a frame of {length} bytes, at most {MaxFrame} are taken");
        if (_receivedEnd - start < length) return false;
        _at = start + length;
        return true;
    }

    // The buffer grows with what has come, not with what a frame says it will be.
    private void MakeRoom()
    {
        int held = _receivedEnd - _at;
        byte[] target = held <= _received.Length / 2 ? _received : new byte[(int)Math.Min(Array.MaxLength, _received.Length * 2L)];
        _received.AsSpan(_at, held).CopyTo(target);
        (_received, _at, _receivedEnd) = (target, 0, held);
    }
}

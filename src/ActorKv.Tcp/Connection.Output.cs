// The output of a connection: what the output gate lets go is sent as far as the socket takes it, and the rest when the poller says that it takes more.
// Pushes are written here too, behind what is there.

using System.Net.Sockets;
using ActorKv.Engine.Sessions;

namespace ActorKv.Tcp;

internal sealed partial class Connection
{
    private const long MaxPendingOutput = 8 * 1024 * 1024;
    private const long FlushAt = 64 * 1024;

    /// <summary>Sends what may be sent. On the loop's thread.</summary>
    public void Flush()
    {
        // Before anything is sent too: a reply beyond the limit closes the connection however fast its client reads.
        if (!_closed) CloseIfBeyond();
        if (!_closed) SendReleased();
        if (!_closed && _file is not null) SendPieces();
        if (_closed) return;
        if (Session.Output.Pending == 0 && !Session.Gate.IsClosed && _file is null && IsOver)
        {
            CloseNow();
            return;
        }
        if (_stalled && !_goingOn && MayExecute)
        {
            _goingOn = true;
            _loop.Post(_goOn, this);
        }
        CloseIfBeyond();
        UpdateInterest();
    }

    // In the middle of a command of our own (SUBSCRIBE wants what came before it), flushing waits for the command's end.
    private void Deliver()
    {
        if (_closed) return;
        foreach (PushFrame frame in _loop.Pushes.Run)
        {
            Session.Deliver(frame);
            if (Session.Output.Pending < FlushAt || _executing) continue;
            Flush();
            if (_closed) return;
        }
        if (_executing) return;
        if (_loop.Pushes.IsOnlyRun) Flush();
        else if (!IsTouched)
        {
            IsTouched = true;
            _loop.Pushes.Touched.Add(this);
        }
    }

    private void SendReleased()
    {
        if (Session.Gate.IsClosed)
        {
            Send(Session.Gate.Release(_loop.Store.Commits));
            if (Session.Gate.WaitsForCommit && !IsGated)
            {
                IsGated = true;
                _loop.AddGated(this);
                Send(Session.Gate.Release(_loop.Store.Commits));
            }
            if (!Session.Gate.WaitsForCommit) IsGated = false;
        }
        else Send(long.MaxValue);
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
            Session.LastActive = _loop.Now;
            Session.Output.Advance(count);
        }
    }
}

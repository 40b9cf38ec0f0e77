// What the engine's session asks of a lane as its transport.

using System.Buffers;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Hosting.InProcess;

internal sealed partial class Lane
{
    private readonly List<PushFrame> _run = [];

    public PushQueue Pushes => this;

    public string RemoteAddress => "in-process";

    public string LocalAddress => "in-process";

    public int Descriptor => -1;

    public long PendingInput => 0;

    public BufferFigures Buffers => new(0, _bytes.Length, Reads: true, Writes: false);

    public void RetainInput()
    {
        // Requests lie in the lane's buffer, or in their call, until they are answered.
    }

    /// <summary>Gives pushes to the session, and what it makes of them to who listens. Between commands and inside them.</summary>
    public void DeliverPushes()
    {
        for (int left = Count; TakeRun(_run, ref left) is { } targets;)
        {
            // A frame for the session that was here before is for nobody.
            if (targets[0] == _session)
            {
                foreach (PushFrame frame in _run) _session.Deliver(frame);
            }
            _run.Clear();
        }
        if (_executing) _replyStart = _session.Output.Position;
        else if (_session.Output.Pending > 0) TakePushes();
    }

    /// <summary>A file as one bulk string: the session of a replica.</summary>
    public void SendFile(Stream file)
    {
        using (file)
        {
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            _session.Output.Bulk(bytes);
        }
        Close(flush: true);
    }

    private void TakePushes()
    {
        int length = (int)_session.Output.Pending;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
        TakeAll(bytes);
        if (OnPush is not null) TellPushes(bytes, length, except: -1);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void TellPushes(byte[] bytes, int length, int except)
    {
        ReadOnlySpan<byte> frames = bytes.AsSpan(0, length);
        for (int at = 0; at < length;)
        {
            int start = at;
            if (!RespReader.TryRead(frames, ref at, out Reply frame)) throw new InvalidOperationException("A session gave half a push.");
            if (start != except) OnPush!(frame);
        }
    }
}

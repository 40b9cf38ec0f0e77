// A client's connection as a part of a stream: what the client sends comes out, what comes in is sent to it.
//
//   client ──► ClientSocket ──► out      a read for every pull, and none without: while RespFlow does not pull, the socket's buffers fill
//   client ◄──── TrySend  ◄───── in      a write at a time; the next is pulled when the client's socket has taken this one
//
// It runs in one actor of the stream together with RespFlow: a read goes through the session and, where a key shard of this node can be read at once, back
// into the socket in one message, which the event loop's own thread runs (FrontExecutor). With Akka.IO it took five (SocketReceived, Received,
// ResumeReading, Write and its Ack), back and forth between two actors, each of them a mailbox to be run by a thread of the pool.
//
// The client's half may end before ours: then RespFlow answers what it owes. RespFlow ends in order: what was pushed is sent first. It fails, or the
// connection does: then the socket closes at once.

using System.Net.Sockets;
using Akka.IO;
using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorKv.Akka.Front;

/// <summary>The bytes that come out are good until the next are pulled.</summary>
internal sealed class SocketFlow(ClientSocket client) : GraphStage<FlowShape<ByteString, ByteString>>
{
    private const int FirstBuffer = 16 * 1024, LargestBuffer = 256 * 1024;

    private readonly ClientSocket _client = client;
    private readonly Inlet<ByteString> _in = new("actorkv.to-client");
    private readonly Outlet<ByteString> _out = new("actorkv.from-client");

    public override FlowShape<ByteString, ByteString> Shape => new(_in, _out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : GraphStageLogic
    {
        private readonly SocketFlow _flow;
        private readonly ClientSocket _client;
        private byte[] _buffer = new byte[FirstBuffer];
        private ByteString _sending = ByteString.Empty;
        private bool _isEnding;
        private volatile bool _isStopped;

        public Logic(SocketFlow flow) : base(flow.Shape)
        {
            _flow = flow;
            _client = flow._client;
            // That RespFlow takes no more is told before the last that it has pushed.
            SetHandler(flow._out, onPull: () => _client.Receive(_buffer), onDownstreamFinish: _ => { });
            SetHandler(flow._in, onPush: OnPush, onUpstreamFinish: OnNothingMoreToSend);
        }

        public override void PreStart()
        {
            _client.Tell(Tells(GetAsyncCallback(OnReceived)), Tells(GetAsyncCallback(Send)));
            Pull(_flow._in);
        }

        public override void PostStop()
        {
            _isStopped = true;
            _client.Close();
        }

        private void OnReceived()
        {
            int count = _client.Received;
            if (IsClosed(_flow._out)) return;
            if (count < 0) CompleteStage();
            else if (count == 0) Complete(_flow._out);
            else
            {
                Push(_flow._out, ByteString.FromBytes(_buffer, 0, count));
                // Who sends much at a time gets larger reads.
                if (count == _buffer.Length && _buffer.Length < LargestBuffer) _buffer = new byte[_buffer.Length * 4];
            }
        }

        private void OnPush()
        {
            _sending = Grab(_flow._in);
            Send();
        }

        private void Send()
        {
            int sent = _client.TrySend(_sending.ToReadOnlySpan());
            if (sent < 0)
            {
                CompleteStage();
                return;
            }
            _sending = sent == _sending.Count ? ByteString.Empty : _sending.Slice(sent);
            if (_sending.Count > 0) _client.WhenWritable();
            else if (_isEnding) End();
            else if (!IsClosed(_flow._in)) Pull(_flow._in);
        }

        private void OnNothingMoreToSend()
        {
            _isEnding = true;
            if (_sending.Count > 0) SetKeepGoing(true);
            else End();
        }

        // In order: a socket that is closed with a read under way, and was not shut down, drops what the client has not taken yet.
        private void End()
        {
            try
            {
                _client.Socket.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // The client has gone before.
            }
            CompleteStage();
        }

        // After the end there is nobody to tell.
        private Action Tells(Action stream) => () =>
        {
            if (!_isStopped) stream();
        };
    }
}

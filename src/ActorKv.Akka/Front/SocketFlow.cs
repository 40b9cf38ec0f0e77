// A client's connection as a part of a stream: what the client sends comes out, what comes in is sent to it.
//
//   client ──► ReceiveAsync ──► out      a read for every pull, and none without: while RespFlow does not pull, the socket's buffers fill
//   client ◄──── SendAsync ◄─── in       a write at a time; the next is pulled when the client's socket has taken this one
//
// It runs in one actor of the stream together with RespFlow: a read goes through the session and, where a key shard of this node can be read at once, back
// into the socket without a message. With Akka.IO it took five (SocketReceived, Received, ResumeReading, Write and its Ack), back and forth between two
// actors, each of them a mailbox to be run by a thread of the pool.
//
// The socket tells on threads of its own; only then is there a message to the stream (GetAsyncCallback). What is done at once goes on at once.
//
// The client's half may end before ours: then RespFlow answers what it owes. RespFlow ends in order: what was pushed is sent first. It fails, or the
// connection does: then the socket closes at once.

using System.Net.Sockets;
using Akka.IO;
using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorKv.Akka.Front;

/// <summary>The bytes that come out are good until the next are pulled.</summary>
internal sealed class SocketFlow(Socket socket) : GraphStage<FlowShape<ByteString, ByteString>>
{
    private const int FirstBuffer = 16 * 1024, LargestBuffer = 256 * 1024;

    private readonly Socket _socket = socket;
    private readonly Inlet<ByteString> _in = new("actorkv.to-client");
    private readonly Outlet<ByteString> _out = new("actorkv.from-client");

    public override FlowShape<ByteString, ByteString> Shape => new(_in, _out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : GraphStageLogic
    {
        private readonly SocketFlow _flow;
        private readonly Socket _socket;
        private SocketAsyncEventArgs _receive = null!, _send = null!;
        private byte[] _buffer = new byte[FirstBuffer];
        private bool _isSending, _isEnding;
        private volatile bool _isStopped;

        public Logic(SocketFlow flow) : base(flow.Shape)
        {
            _flow = flow;
            _socket = flow._socket;
            // That RespFlow takes no more is told before the last that it has pushed.
            SetHandler(flow._out, onPull: Receive, onDownstreamFinish: _ => { });
            SetHandler(flow._in, onPush: Send, onUpstreamFinish: OnNothingMoreToSend);
        }

        public override void PreStart()
        {
            _receive = Tells(GetAsyncCallback(OnReceived));
            _send = Tells(GetAsyncCallback(OnSent));
            Pull(_flow._in);
        }

        public override void PostStop()
        {
            _isStopped = true;
            _socket.Dispose();
            _receive.Dispose();
            _send.Dispose();
        }

        private void Receive()
        {
            _receive.SetBuffer(_buffer);
            if (!_socket.ReceiveAsync(_receive)) OnReceived();
        }

        private void OnReceived()
        {
            if (IsClosed(_flow._out)) return;
            if (_receive.SocketError != SocketError.Success) CompleteStage();
            else if (_receive.BytesTransferred == 0) Complete(_flow._out);
            else
            {
                Push(_flow._out, ByteString.FromBytes(_buffer, 0, _receive.BytesTransferred));
                // Who sends much at a time gets larger reads.
                if (_receive.BytesTransferred == _buffer.Length && _buffer.Length < LargestBuffer) _buffer = new byte[_buffer.Length * 4];
            }
        }

        private void Send()
        {
            ReadOnlySpan<byte> bytes = Grab(_flow._in).ToReadOnlySpan();
            int sent = _socket.Send(bytes, SocketFlags.None, out SocketError error);
            if (error is not (SocketError.Success or SocketError.WouldBlock)) CompleteStage();
            else if (sent == bytes.Length) GoOn();
            else
            {
                _isSending = true;
                _send.SetBuffer(bytes[sent..].ToArray());
                if (!_socket.SendAsync(_send)) OnSent();
            }
        }

        private void OnSent()
        {
            _isSending = false;
            if (_send.SocketError != SocketError.Success) CompleteStage();
            else if (_isEnding) End();
            else GoOn();
        }

        private void GoOn()
        {
            if (!IsClosed(_flow._in)) Pull(_flow._in);
        }

        private void OnNothingMoreToSend()
        {
            _isEnding = true;
            if (_isSending) SetKeepGoing(true);
            else End();
        }

        // In order: a socket that is closed with a read under way, and was not shut down, drops what the client has not taken yet.
        private void End()
        {
            try
            {
                _socket.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // The client has gone before.
            }
            CompleteStage();
        }

        // After the end there is nobody to tell.
        private SocketAsyncEventArgs Tells(Action stream)
        {
            SocketAsyncEventArgs done = new();
            done.Completed += (_, _) =>
            {
                if (!_isStopped) stream();
            };
            return done;
        }
    }
}

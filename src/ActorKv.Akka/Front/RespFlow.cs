// RESP over a stream of bytes: what a TCP connection of Akka.Streams is joined with.
//
//   Tcp ──bytes──► in │ FrontSession.Receive, Step │ out ──replies──► Tcp
//                     │        ▲ answers of key shards, pushes
//
// A read is decoded whole and leaves as one message for each key shard it concerns; what is answered when the socket takes more leaves as one write.
// While too much is under way nothing is pulled, so the socket's buffers fill and the client waits: back-pressure from key shard to client.

using System.Net;
using Akka;
using Akka.Actor;
using Akka.IO;
using Akka.Streams;
using Akka.Streams.Stage;

namespace ActorKv.Akka.Front;

internal sealed class RespFlow(FrontNode node, string remote, string local) : GraphStage<FlowShape<ByteString, ByteString>>
{
    private readonly FrontNode _node = node;
    private readonly string _remote = remote, _local = local;
    private readonly Inlet<ByteString> _in = new("actorkv.requests");
    private readonly Outlet<ByteString> _out = new("actorkv.replies");

    public override FlowShape<ByteString, ByteString> Shape => new(_in, _out);

    /// <summary>The flow of one connection.</summary>
    public static RespFlow For(FrontNode node, EndPoint remote, EndPoint local) => new(node, Show(remote), Show(local));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private static string Show(EndPoint address) => address is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? $"{mapped.Address.MapToIPv4()}:{mapped.Port}"
        : address.ToString() ?? "";

    private sealed class Logic : TimerGraphStageLogic, IFrontHost
    {
        private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);
        private static readonly Exception s_aborted = new OperationCanceledException("The session is to end at once.");

        private readonly RespFlow _flow;
        private FrontSession _session = null!;
        private Action<Action> _post = null!;
        private bool _inputEnded;

        public Logic(RespFlow flow) : base(flow.Shape)
        {
            _flow = flow;
            SetHandler(flow._in, onPush: OnBytes, onUpstreamFinish: OnInputEnded);
            SetHandler(flow._out, onPull: GoOn);
        }

        public IActorRef Self { get; private set; } = ActorRefs.Nobody;

        public void Post(Action step) => _post(step);

        public override void PreStart()
        {
            Self = GetStageActor(OnMessage).Ref;
            _post = GetAsyncCallback<Action>(Perform);
            _session = new FrontSession(_flow._node, this, _flow._remote, _flow._local);
            _flow._node.Add(_session, this);
            ScheduleRepeatedly(s_beat, s_beat);
            Pull(_flow._in);
        }

        public override void PostStop()
        {
            _flow._node.Remove(_session);
            _session.OnClosed();
        }

        protected override void OnTimer(object timerKey)
        {
            _session.OnTime(_flow._node.Now);
            Advance();
        }

        private void OnBytes()
        {
            _session.Receive(Grab(_flow._in));
            Advance();
        }

        private void OnMessage((IActorRef Sender, object Message) arrived)
        {
            _session.OnAnswer(arrived.Message, arrived.Sender);
            Advance();
        }

        private void Perform(Action step)
        {
            step();
            Advance();
        }

        // The client sends no more. It still gets what it is owed; a command that may wait for ever is given up.
        private void OnInputEnded()
        {
            _inputEnded = true;
            GoOn();
        }

        private void Advance()
        {
            _session.Step();
            GoOn();
        }

        private void GoOn()
        {
            if (_session.HasOutput && IsAvailable(_flow._out))
            {
                byte[] bytes = _session.TakeOutput();
                if (bytes.Length > 0) Push(_flow._out, ByteString.FromBytes(bytes));
            }
            if (_session.IsAborted) FailStage(s_aborted);
            else if (_session.IsOver || (_inputEnded && (_session.IsIdle || _session.IsWaiting))) CompleteStage();
            else if (_session.MayReceive && !HasBeenPulled(_flow._in) && !IsClosed(_flow._in)) Pull(_flow._in);
        }
    }
}

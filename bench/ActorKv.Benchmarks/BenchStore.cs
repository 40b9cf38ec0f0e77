// A store whose media swallow everything, and one session on it: what is measured is the engine alone.
//
// The journal is on, so effects are written and batches committed; the policy is everysec, so no reply waits for the writer.

using ActorKv.Core.Commands;
using ActorKv.Engine;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Recovery;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Benchmarks;

internal sealed class BenchStore : IDisposable
{
    private readonly Store _store;

    public BenchStore()
    {
        ServerOptions options = new() { AppendFsync = AppendFsync.EverySecond, Save = [], AutoAofRewritePercentage = 0 };
        CommandTable commands = EngineCommands.CreateAll();
        _store = new Store(new ServerParameters(options), new NoJournal(), new NoSnapshots(), commands, TimeProvider.System, NullLogger.Instance);
        _store.RecoverAsync().GetAwaiter().GetResult();
        Session = new Session(_store, new NullTransport(), _store.Statistics.NewCounters());
    }

    public Session Session { get; }

    /// <summary>Takes the path of bytes from a socket: decode, dispatch, execute, and send the reply nowhere.</summary>
    public void Receive(byte[] wire)
    {
        int start = 0, end = wire.Length;
        RequestDecoder decoder = Session.Decoder;
        while (decoder.Decode(wire, ref start, ref end) == DecodeStatus.Complete) Execute(decoder.Request);
    }

    public void Execute(Request request)
    {
        Session.Now = 1_700_000_000_000;
        if (!Session.Execute(request)) throw new InvalidOperationException("The session was suspended.");
        Session.Output.Advance(Session.Output.Peek().Length);
        _store.Commits.Kick();
    }

    public void Dispose() => _store.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private sealed class NullTransport : PushQueue, ISessionTransport
    {
        public PushQueue Pushes => this;

        public string RemoteAddress => "bench";

        public string LocalAddress => "bench";

        public int Descriptor => -1;

        public long PendingInput => 0;

        public BufferFigures Buffers => default;

        public void SendFile(Stream file) => file.Dispose();

        public void RetainInput()
        {
        }

        public void Resume()
        {
        }

        public void OnBlocked()
        {
        }

        public override void Signal()
        {
        }

        public void DeliverPushes()
        {
        }

        public void Close(bool flush)
        {
        }
    }
}

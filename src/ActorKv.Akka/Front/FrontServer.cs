// Listens for RESP clients. Each connection is a stream of Akka.Streams: SocketFlow, joined with RespFlow.
//
// Sockets are dealt out to event loops (ActorKv.Tcp, io-threads of them), which wait for them, and on whose threads the streams run. The loops outlive all
// streams, since those close their sockets there: EndLoops comes when the actor system has ended.
//
// Accepting may fail for reasons that stay for a while: no descriptors left, no memory. Then it rests for a second; whoever knocks waits in the backlog.

using System.Net;
using System.Net.Sockets;
using ActorKv.Tcp;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Microsoft.Extensions.Logging;

namespace ActorKv.Akka.Front;

internal sealed class FrontServer : IAsyncDisposable
{
    private const string Dispatcher = "actorkv-front-dispatcher";
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1);

    private readonly ActorMaterializer _materializer;
    private readonly FrontNode _node;
    private readonly Socket _listener;
    private readonly EventLoop[] _loops;
    private readonly CancellationTokenSource _unbound = new();
    private readonly Task _accepting;
    private int _next;

    private FrontServer(ActorMaterializer materializer, FrontNode node, Socket listener)
    {
        (_materializer, _node, _listener) = (materializer, node, listener);
        Address = listener.LocalEndPoint!;
        _loops = new EventLoop[node.Store.Options.IoThreads];
        for (int i = 0; i < _loops.Length; i++)
        {
            _loops[i] = new EventLoop(node.Store, i, Poller.Create());
            _loops[i].Start();
        }
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens.</summary>
    public EndPoint Address { get; }

    /// <exception cref="SocketException">The address cannot be had.</exception>
    public static async Task<FrontServer> StartAsync(ActorSystem system, FrontNode node, string host, int port, int backlog)
    {
        IPAddress address = IPAddress.TryParse(host, out IPAddress? parsed) ? parsed : (await Dns.GetHostAddressesAsync(host))[0];
        Socket listener = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(address, port));
            listener.Listen(backlog);
            return new FrontServer(system.Materializer(ActorMaterializerSettings.Create(system).WithDispatcher(Dispatcher), "actorkv-resp"), node, listener);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Accepts nobody any more.</summary>
    public async Task UnbindAsync()
    {
        await _unbound.CancelAsync();
        await _accepting;
        _listener.Dispose();
    }

    /// <summary>Closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        _materializer.Dispose();
        _unbound.Dispose();
    }

    /// <summary>Ends the threads that wait for sockets. When all streams have ended.</summary>
    public void EndLoops()
    {
        foreach (EventLoop loop in _loops)
        {
            loop.StopExecuting();
            loop.Finish();
        }
    }

    private async Task AcceptAsync()
    {
        while (!_unbound.IsCancellationRequested)
        {
            try
            {
                Welcome(await _listener.AcceptAsync(_unbound.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException failure)
            {
                _node.Store.Log.LogWarning("Cannot accept a client, trying again in a second: {Reason}", failure.Message);
                await Task.Delay(s_rest, _unbound.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Welcome(Socket client)
    {
        try
        {
            if (_node.Store.Sessions.Count >= _node.Store.Options.MaxClients) Refuse(client);
            else Serve(client);
        }
        catch (SocketException gone)
        {
            // It left right after it came: its address cannot be asked any more, its options cannot be set.
            _node.Store.Log.LogDebug("A client left while it was accepted: {Reason}", gone.Message);
            client.Dispose();
        }
    }

    private void Refuse(Socket client)
    {
        _node.Store.Sessions.CountRefused();
        _node.Store.Log.LogWarning("Refused {Address}: the limit of connections is reached", client.RemoteEndPoint);
        client.Send("-ERR max number of clients reached\r\n"u8);
        client.Dispose();
    }

    private void Serve(Socket client)
    {
        client.NoDelay = true;
        client.Blocking = false;
        RespFlow resp = RespFlow.For(_node, client.RemoteEndPoint!, client.LocalEndPoint!);
        ClientSocket socket = new(client, _loops[_next++ % _loops.Length]);
        Flow.FromGraph(new SocketFlow(socket)).Join(Flow.FromGraph(resp)).Run(_materializer);
    }
}

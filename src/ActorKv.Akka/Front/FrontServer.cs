// Listens for RESP clients with Akka.Streams, each connection one RespFlow.

using System.Net;
using Akka;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Microsoft.Extensions.Logging;
using StreamTcp = Akka.Streams.Dsl.Tcp;

namespace ActorKv.Akka.Front;

internal sealed class FrontServer : IAsyncDisposable
{
    private readonly ActorMaterializer _materializer;
    private readonly StreamTcp.ServerBinding _binding;
    private Task? _unbound;

    private FrontServer(ActorMaterializer materializer, StreamTcp.ServerBinding binding) => (_materializer, _binding) = (materializer, binding);

    /// <summary>Where it listens.</summary>
    public EndPoint Address => _binding.LocalAddress;

    /// <exception cref="Exception">Of Akka.Streams, when the address cannot be had.</exception>
    public static async Task<FrontServer> StartAsync(ActorSystem system, FrontNode node, string host, int port, int backlog)
    {
        ActorMaterializer materializer = system.Materializer(namePrefix: "actorkv-resp");
        try
        {
            StreamTcp.ServerBinding binding = await system.TcpStream().Bind(host, port, backlog, halfClose: true)
                .To(Sink.ForEach<StreamTcp.IncomingConnection>(connection => Serve(connection, node, materializer)))
                .Run(materializer);
            return new FrontServer(materializer, binding);
        }
        catch
        {
            materializer.Dispose();
            throw;
        }
    }

    /// <summary>Accepts nobody any more.</summary>
    public Task UnbindAsync() => _unbound ??= _binding.Unbind();

    /// <summary>Closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        _materializer.Dispose();
    }

    private static void Serve(StreamTcp.IncomingConnection connection, FrontNode node, ActorMaterializer materializer)
    {
        if (node.Store.Sessions.Count >= node.Store.Options.MaxClients)
        {
            node.Store.Sessions.CountRefused();
            node.Store.Log.LogWarning("Refused {Address}: the limit of connections is reached", connection.RemoteAddress);
            return;
        }
        connection.Flow.JoinMaterialized(Flow.FromGraph(RespFlow.For(node, connection.RemoteAddress, connection.LocalAddress)), Keep.None).Run(materializer);
    }
}

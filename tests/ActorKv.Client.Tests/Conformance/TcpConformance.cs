// The TCP client, held to the same promises over ActorKv's server and over redis-server.
//
// One server for all tests of a class: each empties it first. xunit cannot skip inherited facts, so over redis-server, which may be missing, the suite
// runs as a theory of its facts' names.

using System.Reflection;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Client.Tests.Conformance;

public sealed class ActorKvServer : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly RespServer _server;

    public ActorKvServer() => _server = RespServer.StartActorKv(_directory.Path);

    public int Port => _server.Port;

    public void Dispose()
    {
        _server.Dispose();
        _directory.Dispose();
    }
}

public sealed class TcpConformance(ActorKvServer server) : KvConformance, IClassFixture<ActorKvServer>
{
    protected override async Task<IActorKv> OpenAsync() => await ActorKvConnection.ConnectAsync(new ActorKvConnectionOptions { Host = "127.0.0.1", Port = server.Port });
}

public sealed class RedisServerConformance : IClassFixture<RedisServerConformance.Oracle>
{
    private readonly Oracle _oracle;

    public RedisServerConformance(Oracle oracle) => _oracle = oracle;

    public static TheoryData<string> Facts =>
        [.. typeof(KvConformance).GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>(inherit: false)?.GetType() == typeof(FactAttribute)).Select(method => method.Name)];

    [RequiresTheory(Needs.RedisServer)]
    [MemberData(nameof(Facts))]
    public async Task Over_redis_server(string fact)
    {
        Suite suite = new(_oracle.Port);
        await suite.InitializeAsync();
        try
        {
            await (Task)typeof(KvConformance).GetMethod(fact)!.Invoke(suite, [])!;
        }
        finally
        {
            await suite.DisposeAsync();
        }
    }

    /// <summary>Started by the first test that asks for its port: the fixture is made even when all tests are skipped.</summary>
    public sealed class Oracle : IDisposable
    {
        private readonly Lazy<RespServer> _server = new(() => RespServer.StartOracle());

        public int Port => _server.Value.Port;

        public void Dispose()
        {
            if (_server.IsValueCreated) _server.Value.Dispose();
        }
    }

    private sealed class Suite(int port) : KvConformance
    {
        protected override bool HasChanges => false;

        protected override async Task<IActorKv> OpenAsync() => await ActorKvConnection.ConnectAsync($"redis://127.0.0.1:{port}");
    }
}

using ActorKv.Engine;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Recovery;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Cluster.Tests;

public sealed class ClusterHostSpec
{
    [Theory]
    [InlineData("", true, 6379, "needs to know the database")]
    [InlineData("Host=nowhere", false, 6379, "always journals")]
    [InlineData("Host=nowhere", true, 60000, "cluster-port")]
    public async Task A_node_that_cannot_be_one_says_why(string postgres, bool appendOnly, int port, string why)
    {
        ServerOptions options = new() { ClusterEnabled = true, Postgres = postgres, AppendOnly = appendOnly, Port = port };
        await using Store store = new(new ServerParameters(options), new NoJournal(), new NoSnapshots(), EngineCommands.CreateAll(), TimeProvider.System, NullLogger.Instance);
        JournalException refused = await Assert.ThrowsAsync<JournalException>(() => ClusterHost.OpenAsync(store, CancellationToken.None));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }
}

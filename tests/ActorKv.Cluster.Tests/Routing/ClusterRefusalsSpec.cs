// What a node of a cluster refuses: only commands that there are, in the words of Redis where a Redis Cluster refuses them too.

using ActorKv.Cluster.Routing;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Routing;

namespace ActorKv.Cluster.Tests.Routing;

public sealed class ClusterRefusalsSpec
{
    [Fact]
    public void Each_refusal_is_about_a_command_that_exists() => Assert.Equal(ClusterRefusals.ByName.Count, CommandRefusals.In(EngineCommands.CreateAll(), ClusterRefusals.ByName).Count);

    [Theory]
    [InlineData("swapdb", "ERR SWAPDB is not allowed in cluster mode")]
    [InlineData("replicaof", "ERR REPLICAOF not allowed in cluster mode.")]
    [InlineData("slaveof", "ERR REPLICAOF not allowed in cluster mode.")]
    [InlineData("failover", "ERR FAILOVER not allowed in cluster mode.")]
    public void Those_of_a_Redis_Cluster_have_its_words(string name, string error) => Assert.Equal(error, ClusterRefusals.ByName[name]);

    [Theory]
    [InlineData("akv.changes"), InlineData("client|tracking"), InlineData("client|caching"), InlineData("psync"), InlineData("debug|digest")]
    public void Others_say_why(string name) => Assert.Matches("^ERR .*(each|other|part|all)", ClusterRefusals.ByName[name]);
}

// CLUSTER and what goes with it, asked of a server that is no node of a cluster: clients find out in this way.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Cluster;

namespace ActorKv.Engine.Tests.Commands.Cluster;

public sealed class ClusterSpec
{
    private const string NoCluster = "(error) ERR This instance has cluster support disabled";

    [Fact]
    public async Task CLUSTER_answers_every_subcommand_that_there_is_no_cluster()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        foreach (CommandSpec subcommand in ClusterCommand.Spec.Subcommands)
        {
            string arguments = string.Concat(Enumerable.Repeat(" x", Math.Abs(subcommand.Arity) - 2));
            Assert.Equal(NoCluster, await kv.Run($"CLUSTER {subcommand.Name}{arguments}"));
        }
    }

    [Fact]
    public async Task CLUSTER_checks_the_number_of_arguments_first()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) ERR wrong number of arguments for 'cluster|keyslot' command", await kv.Run("CLUSTER KEYSLOT"));
        Assert.Equal("(error) ERR unknown subcommand 'foo'. Try CLUSTER HELP.", await kv.Run("CLUSTER foo"));
        Assert.Equal("(error) ERR wrong number of arguments for 'cluster' command", await kv.Run("CLUSTER"));
    }

    [Theory]
    [InlineData("READONLY"), InlineData("READWRITE"), InlineData("ASKING")]
    public async Task What_only_nodes_of_a_cluster_know_is_an_error(string command)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal(NoCluster, await kv.Run(command));
    }
}

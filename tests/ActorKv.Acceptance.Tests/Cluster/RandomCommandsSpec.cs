// Random commands to one node of three, and to a redis-server that stands alone: over keys of all slots, where what concerns several of them is refused, and over
// keys of one slot, where nothing is.

using ActorKv.Acceptance.Tests.Differential;
using ActorKv.Acceptance.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace ActorKv.Acceptance.Tests.Cluster;

public sealed class RandomCommandsSpec(SharedCluster shared, ITestOutputHelper output) : IClassFixture<SharedCluster>
{
    private const int Sequences = 2;
    private const int Length = 1000;
    private const int UsualSeed = 20261123;

    [RequiresTheory(Needs.Postgres, Needs.RedisServer)]
    [InlineData(2, 1, false)]
    [InlineData(3, 50, false)]
    [InlineData(2, 50, true)]
    [InlineData(3, 1, true)]
    public void A_node_answers_as_redis_server_answers(int version, int pipeline, bool inOneSlot)
    {
        ulong seed = (ulong)Seed.Choose(output, UsualSeed);
        using RespServer redis = RespServer.StartOracle();
        using Pair pair = new(shared.Cluster.Nodes[0].Server, redis, version);

        Prop.ForAll(CommandGenerator.Sequence(Length), Alike).Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences).WithReplay(seed, 2 * seed + 1));

        bool Alike(RandomCommand[] commands)
        {
            string? difference = pair.DifferenceOf(inOneSlot ? [.. commands.Select(command => command.InOneSlot())] : commands, pipeline);
            if (difference is not null) output.WriteLine($"{commands.Length} commands: {difference}");
            return difference is null;
        }
    }
}

using ActorKv.Acceptance.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace ActorKv.Acceptance.Tests.Differential;

public sealed class RandomSequenceSpec(ITestOutputHelper output) : IDisposable
{
    private const int Sequences = 20;
    private const int Length = 1500;
    private const int UsualSeed = 20251122;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresTheory(Needs.RedisServer)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 50)]
    public void Random_commands_are_answered_as_redis_server_answers_them(int version, int pipeline)
    {
        ulong seed = (ulong)Seed.Choose(output, UsualSeed);
        using RespServer actorKv = RespServer.StartActorKv(_directory.Path, "--appendfsync", "everysec");
        using RespServer redis = RespServer.StartOracle();
        using Pair pair = new(actorKv, redis, version);

        Prop.ForAll(CommandGenerator.Sequence(Length), Alike).Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences).WithReplay(seed, 2 * seed + 1));

        Assert.Equal(0, actorKv.Terminate());
        actorKv.Start();
        pair.Reconnect();
        Assert.Null(pair.DifferenceOfContents());

        bool Alike(RandomCommand[] commands)
        {
            string? difference = pair.DifferenceOf(commands, pipeline);
            if (difference is not null) output.WriteLine($"{commands.Length} commands: {difference}");
            return difference is null;
        }
    }
}

using ActorKv.Acceptance.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace ActorKv.Acceptance.Tests.Differential;

public sealed class RandomSequenceSpec(ITestOutputHelper output) : IDisposable
{
    private const int Sequences = 8;
    private const int Length = 1500;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresTheory(Needs.RedisServer)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_commands_are_answered_as_redis_server_answers_them(int version)
    {
        ulong seed = (ulong)Seed.Choose(output);
        using RespServer actorKv = RespServer.StartActorKv(_directory.Path, "--appendfsync", "everysec");
        using RespServer redis = RespServer.StartOracle();
        using Pair pair = new(actorKv, redis, version);
        string? difference = null;

        Prop.ForAll(CommandGenerator.Sequence(Length), Alike).Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences).WithReplay(seed, 2 * seed + 1));

        bool Alike(RandomCommand[] commands)
        {
            difference = Run(pair, commands);
            if (difference is not null) output.WriteLine($"{commands.Length} commands: {difference}");
            return difference is null;
        }
    }

    private static string? Run(Pair pair, RandomCommand[] commands)
    {
        pair.Begin();
        foreach (RandomCommand command in commands)
            if (pair.Difference(command) is { } difference) return $"{command}\n{difference}";
        return pair.DifferenceOfContents();
    }
}

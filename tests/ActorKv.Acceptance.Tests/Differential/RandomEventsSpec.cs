using ActorKv.Acceptance.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace ActorKv.Acceptance.Tests.Differential;

public sealed class RandomEventsSpec(ITestOutputHelper output) : IDisposable
{
    private const int Sequences = 4;
    private const int Length = 1500;
    private const int UsualSeed = 20251123;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresFact(Needs.RedisServer)]
    public void Random_commands_tell_subscribers_what_redis_server_tells()
    {
        ulong seed = (ulong)Seed.Choose(output, UsualSeed);
        using RespServer actorKv = RespServer.StartActorKv(_directory.Path, "--appendfsync", "everysec");
        using RespServer redis = RespServer.StartOracle();
        using Pair pair = new(actorKv, redis, version: 3);
        using EventPair events = new(actorKv, redis);
        Prop.ForAll(CommandGenerator.Sequence(Length), Alike).Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences).WithReplay(seed, 2 * seed + 1));

        bool Alike(RandomCommand[] commands)
        {
            pair.Begin();
            foreach (RandomCommand command in commands)
            {
                string? difference = pair.Difference(command);
                difference ??= events.Difference(command);
                if (difference is null) continue;
                output.WriteLine($"{commands.Length} commands, {command}: {difference}");
                // What is left to be read belongs to no other sequence.
                events.Difference();
                return false;
            }
            return true;
        }
    }
}

// Forged input, some ten thousand payloads of each kind; bench/ActorKv.Fuzz makes millions of the same.

using ActorKv.Fuzz;

namespace ActorKv.Core.Tests.Fuzzing;

public sealed class ForgedInputSpec
{
    private const int Rounds = 10_000, Seed = 20251122;

    public static TheoryData<string> Types => [.. Originals.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_forged_dump_is_refused_or_gives_a_sound_value(string type) => Assert.InRange(new PayloadFuzz(type, Seed).Run(Rounds).Accepted, 1, Rounds);

    [Fact]
    public void Forged_effects_are_applied_or_stop_the_replay() => Assert.InRange(new EffectFuzz(Seed).Run(Rounds).Accepted, 1, Rounds);
}

// Where randomness comes from. Every test that uses it prints the seed, and the environment variable KVTEST_SEED brings it back.
// (Not ACTORKV_...: those are the server's parameters.)

using System.Globalization;
using Xunit.Abstractions;

namespace ActorKv.Acceptance.Tests.Harness;

internal static class Seed
{
    /// <summary>The seed asked for, or else <paramref name="usual"/>, printed.</summary>
    public static int Choose(ITestOutputHelper output, int? usual = null)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("KVTEST_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int asked)
            ? asked
            : usual ?? Random.Shared.Next();
        output.WriteLine($"KVTEST_SEED={seed}");
        return seed;
    }
}

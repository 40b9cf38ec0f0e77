// Randomness of a turn, seeded by the host: SplitMix64 (Steele, Lea, Flood 2014). What a random command chose goes into
// its effect, never the choice itself into replay, so the generator need not be the same when the journal is read.

namespace ActorKv.Core.Turns;

internal sealed class TurnRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong z = _state += 0x9e3779b97f4a7c15;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
        z = (z ^ z >> 27) * 0x94d049bb133111eb;
        return z ^ z >> 31;
    }

    /// <summary>0 to <paramref name="bound"/> - 1.</summary>
    public int Next(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);
}

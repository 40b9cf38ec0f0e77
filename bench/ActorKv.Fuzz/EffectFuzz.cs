// Mutated journal payloads through replay. Each must be applied, or stopped by one of the two errors that recovery knows: nothing else may come
// out of a row whose checksum says that it is intact. (A row whose checksum is wrong is not looked into at all.)

using System.Diagnostics;
using ActorKv.Core.Turns;

namespace ActorKv.Fuzz;

internal sealed class EffectFuzz(int seed)
{
    private const int RoundsPerState = 200;

    public FuzzReport Run(long rounds)
    {
        Random random = new(seed);
        Mutator mutator = new(random);
        Gauge gauge = new();
        byte[][] originals = Originals.Effects();
        FuzzedShard shard = new();
        long accepted = 0, began = Stopwatch.GetTimestamp();
        for (long round = 0; round < rounds; round++)
        {
            if (round % RoundsPerState == 0) shard.Clear();
            byte[] payload = mutator.Mutate(originals[random.Next(originals.Length)], originals[random.Next(originals.Length)]);
            gauge.Begin();
            try
            {
                new EffectReplay(shard.Table, shard.Shards, shard.Settings).Apply(payload, 0, payload.Length, 1_700_000_000_000);
                accepted++;
            }
            catch (EffectFormatException)
            {
                // Refused by the reader.
            }
            catch (EffectReplayException)
            {
                // Refused by a command.
            }
            catch (Exception crash)
            {
                throw new FuzzException(crash.GetType().Name, payload, crash);
            }
            gauge.End(payload);
        }
        return new FuzzReport("journal", rounds, accepted, gauge.MostBytes, gauge.Slowest, Stopwatch.GetElapsedTime(began));
    }
}

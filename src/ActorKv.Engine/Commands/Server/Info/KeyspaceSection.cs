// INFO keyspace: for every database that has keys, how many, how many of them expire, and in how many milliseconds on average.
//
// Sums of counters that the key shards keep; no shard is held and no key looked at, so it costs the same for ten keys and ten million.

using System.Globalization;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Engine.Commands.Server.Info;

internal static class KeyspaceSection
{
    public static InfoSection Section { get; } = new("Keyspace", Write);

    private static void Write(InfoWriter text, Store store)
    {
        long now = store.NowMilliseconds;
        for (int database = 0; database < store.Options.Databases; database++)
        {
            long keys = 0, expires = 0;
            double left = 0;
            foreach (KeyShardState state in store.States)
            {
                if (state.Existing(database) is not { } space) continue;
                keys += space.Count;
                expires += space.ExpiryCount;
                left += (double)space.ExpiryCount * Math.Max(0, space.MeanDeadline - now);
            }
            if (keys == 0) continue;
            text.Field(string.Create(CultureInfo.InvariantCulture, $"db{database}"),
                string.Create(CultureInfo.InvariantCulture, $"keys={keys},expires={expires},avg_ttl={(expires > 0 ? left / expires : 0):F0}"));
        }
    }
}

// Parameters that shape how the engine keeps values and what it accepts, kept in step with CONFIG SET.

using ActorKv.Engine.Configuration;

namespace ActorKv.Engine;

internal static class StoreParameters
{
    public static void Bind(Store store)
    {
        Follow(store, "list-max-listpack-size", options => store.Settings.ListMaxListpackSize = options.ListMaxListpackSize);
        Follow(store, "rdbcompression", options => store.Settings.RdbCompression = options.RdbCompression);
        Follow(store, "lfu-log-factor", options => store.Settings.LfuLogFactor = options.LfuLogFactor);
        Follow(store, "lfu-decay-time", options => store.Settings.LfuDecayMinutes = options.LfuDecayTime);
        Follow(store, "maxmemory-policy", options => store.Settings.Lfu = options.MaxMemoryPolicy is MaxMemoryPolicy.AllKeysLfu or MaxMemoryPolicy.VolatileLfu);
        Follow(store, "proto-max-bulk-len", options => store.Limits.MaxBulk = store.Settings.MaxStringLength = options.ProtoMaxBulkLength);
    }

    private static void Follow(Store store, string name, Action<ServerOptions> apply)
    {
        apply(store.Options);
        store.Parameters.OnChange(name, () => apply(store.Options));
    }
}

// Parameters that shape how the engine keeps values and what it accepts, kept in step with CONFIG SET.

using ActorKv.Core.Turns;
using ActorKv.Engine.Configuration;

namespace ActorKv.Engine;

internal static class StoreParameters
{
    public static void Bind(Store store)
    {
        Follow(store, "list-max-listpack-size", options => store.Settings.ListMaxListpackSize = options.ListMaxListpackSize);
        Follow(store, "rdbcompression", options => store.Settings.RdbCompression = options.RdbCompression);
        Follow(store, "hash-max-listpack-entries", options => store.Settings.HashMaxListpackEntries = ToInt(options.HashMaxListpackEntries));
        Follow(store, "hash-max-listpack-value", options => store.Settings.HashMaxListpackValue = ToInt(options.HashMaxListpackValue));
        Follow(store, "set-max-intset-entries", options => store.Settings.SetMaxIntsetEntries = ToInt(options.SetMaxIntsetEntries));
        Follow(store, "set-max-listpack-entries", options => store.Settings.SetMaxListpackEntries = ToInt(options.SetMaxListpackEntries));
        Follow(store, "set-max-listpack-value", options => store.Settings.SetMaxListpackValue = ToInt(options.SetMaxListpackValue));
        Follow(store, "zset-max-listpack-entries", options => store.Settings.ZsetMaxListpackEntries = ToInt(options.ZsetMaxListpackEntries));
        Follow(store, "zset-max-listpack-value", options => store.Settings.ZsetMaxListpackValue = ToInt(options.ZsetMaxListpackValue));
        Follow(store, "hll-sparse-max-bytes", options => store.Settings.HllSparseMaxBytes = ToInt(options.HllSparseMaxBytes));
        Follow(store, "stream-node-max-bytes", options => store.Settings.StreamNodeMaxBytes = ToInt(options.StreamNodeMaxBytes));
        Follow(store, "stream-node-max-entries", options => store.Settings.StreamNodeMaxEntries = ToInt(options.StreamNodeMaxEntries));
        Follow(store, "lfu-log-factor", options => store.Settings.LfuLogFactor = options.LfuLogFactor);
        Follow(store, "lfu-decay-time", options => store.Settings.LfuDecayMinutes = options.LfuDecayTime);
        Follow(store, "maxmemory-policy", options => store.Settings.Lfu = options.MaxMemoryPolicy is MaxMemoryPolicy.AllKeysLfu or MaxMemoryPolicy.VolatileLfu);
        Follow(store, "notify-keyspace-events", options => store.Settings.NotifyEvents = Heard(options.NotifyKeyspaceEvents));
        Follow(store, "script-memory-limit", options => store.Scripts.MemoryLimit = options.ScriptMemoryLimit);
        Follow(store, "script-instruction-limit", options => store.Scripts.InstructionLimit = options.ScriptInstructionLimit);
        Follow(store, "proto-max-bulk-len", options => store.Limits.MaxBulk = store.Settings.MaxStringLength = options.ProtoMaxBulkLength);
    }

    // Redis takes more than any collection can have; it comes to the same.
    private static int ToInt(long value) => (int)Math.Min(value, int.MaxValue);

    // Classes without a channel to go to are not worth collecting.
    private static KeyEvents Heard(KeyEvents selected) =>
        (selected & (KeyEvents.KeyspaceChannel | KeyEvents.KeyEventChannel)) == 0 ? KeyEvents.None : selected;

    private static void Follow(Store store, string name, Action<ServerOptions> apply)
    {
        apply(store.Options);
        store.Parameters.OnChange(name, () => apply(store.Options));
    }
}

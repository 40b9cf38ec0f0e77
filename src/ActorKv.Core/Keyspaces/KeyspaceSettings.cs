// The parameters that shape how values are kept, and the 24 bits of access information each entry has.
//
//   LRU   seconds, modulo 2^24, of the last access                               OBJECT IDLETIME
//   LFU   16 bits of minutes of the last decrement, 8 bits of a logarithmic counter   OBJECT FREQ
//
// Which of the two it is follows `maxmemory-policy`, as in Redis. The LFU counter (Morris) starts at 5, goes up with probability
// 1 / ((counter - 5) * lfu-log-factor + 1) and down by one every lfu-decay-time minutes.
//
// A host may change the parameters at any time; turns see the change at their next lookup.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Keyspaces;

internal sealed class KeyspaceSettings
{
    private const uint LfuInitial = 5;

    /// <summary><c>list-max-listpack-size</c>: -1 to -5 mean 4, 8, 16, 32, 64 KiB a node; positive: that many elements.</summary>
    public int ListMaxListpackSize { get; set; } = -2;

    /// <summary><c>hash-max-listpack-entries</c>: fields that a packed hash may have.</summary>
    public int HashMaxListpackEntries { get; set; } = 512;

    /// <summary><c>hash-max-listpack-value</c>: bytes that a field or value of a packed hash may have.</summary>
    public int HashMaxListpackValue { get; set; } = 64;

    /// <summary><c>set-max-intset-entries</c>: members that a set of integers may have and be an intset.</summary>
    public int SetMaxIntsetEntries { get; set; } = 512;

    /// <summary><c>set-max-listpack-entries</c>: members that a packed set may have.</summary>
    public int SetMaxListpackEntries { get; set; } = 128;

    /// <summary><c>set-max-listpack-value</c>: bytes that a member of a packed set may have.</summary>
    public int SetMaxListpackValue { get; set; } = 64;

    /// <summary><c>zset-max-listpack-entries</c>: members that a packed sorted set may have.</summary>
    public int ZsetMaxListpackEntries { get; set; } = 128;

    /// <summary><c>zset-max-listpack-value</c>: bytes that a member of a packed sorted set may have.</summary>
    public int ZsetMaxListpackValue { get; set; } = 64;

    /// <summary><c>hll-sparse-max-bytes</c>: bytes that a sparse HyperLogLog may have.</summary>
    public int HllSparseMaxBytes { get; set; } = 3000;

    /// <summary><c>stream-node-max-bytes</c>: bytes that a node of a stream may have; 0: any number.</summary>
    public int StreamNodeMaxBytes { get; set; } = 4096;

    /// <summary><c>stream-node-max-entries</c>: entries that a node of a stream may have; 0: any number.</summary>
    public int StreamNodeMaxEntries { get; set; } = 100;

    /// <summary><c>proto-max-bulk-len</c>: no string may grow beyond it, in bytes.</summary>
    public long MaxStringLength { get; set; } = 512L * 1024 * 1024;

    /// <summary><c>rdbcompression</c>: whether DUMP compresses.</summary>
    public bool RdbCompression { get; set; } = true;

    /// <summary><c>notify-keyspace-events</c>: the classes of events that turns collect. None when they would go to no channel.</summary>
    public KeyEvents NotifyEvents { get; set; }

    /// <summary>True under an LFU <c>maxmemory-policy</c>.</summary>
    public bool Lfu { get; set; }

    public int LfuLogFactor { get; set; } = 10;

    public int LfuDecayMinutes { get; set; } = 1;

    /// <summary>Access bits of a new key.</summary>
    public uint Created(KeyTurn turn) => Lfu ? Minutes(turn) << 8 | LfuInitial : Seconds(turn);

    /// <summary>Access bits of a key that was idle for so long, or accessed so often, where it came from; -1: it is not known. Only the one
    /// that the policy keeps counts.</summary>
    public uint Restored(long idleSeconds, long frequency, KeyTurn turn)
    {
        if (Lfu) return frequency < 0 ? Created(turn) : Minutes(turn) << 8 | (uint)frequency;
        return idleSeconds < 0 ? Created(turn) : (Seconds(turn) - (uint)idleSeconds) & Keyspace.AccessMask;
    }

    /// <summary>The entry's word after an access.</summary>
    public uint Touched(uint meta, KeyTurn turn)
    {
        uint flags = meta & ~Keyspace.AccessMask;
        if (!Lfu) return flags | Seconds(turn);
        uint counter = Frequency(meta, turn);
        if (counter < 255)
        {
            double above = Math.Max(0, (double)counter - LfuInitial);
            double chance = 1.0 / (above * LfuLogFactor + 1);
            if ((turn.Random.Next() >> 11) * (1.0 / (1UL << 53)) < chance) counter++;
        }
        return flags | Minutes(turn) << 8 | counter;
    }

    /// <summary>The LFU counter after its decay.</summary>
    public uint Frequency(uint meta, KeyTurn turn)
    {
        uint counter = meta & 0xff;
        uint elapsed = Minutes(turn) - (meta >> 8 & 0xffff) & 0xffff;
        uint steps = LfuDecayMinutes > 0 ? elapsed / (uint)LfuDecayMinutes : 0;
        return steps > counter ? 0 : counter - steps;
    }

    /// <summary>Seconds since the last access.</summary>
    public static long IdleSeconds(uint meta, KeyTurn turn) => Seconds(turn) - (meta & Keyspace.AccessMask) & Keyspace.AccessMask;

    private static uint Seconds(KeyTurn turn) => (uint)(turn.AccessTime / 1000) & Keyspace.AccessMask;

    private static uint Minutes(KeyTurn turn) => (uint)(turn.AccessTime / 60000) & 0xffff;
}

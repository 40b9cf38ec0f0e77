// maxmemory-clients: when the connections together hold more than that, those that hold most are closed, until the rest fit.
//
// Each connection is bounded by itself (input is not read while 8 MiB of output wait, and so on); this bounds all of them together. Looked at by
// the heartbeat, and whenever an input buffer has to grow. Who asked for CLIENT NO-EVICT counts and stays.

using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Sessions;

internal sealed class ClientEviction(Store store)
{
    private readonly Lock _lock = new();
    private long _evicted;
    private long _evictedBefore;

    /// <summary>Connections closed for their memory since the start, or CONFIG RESETSTAT.</summary>
    public long Evicted => Volatile.Read(ref _evicted) - _evictedBefore;

    /// <summary>Bytes that all connections may hold; 0 for any.</summary>
    public long Limit => store.Options.MaxMemoryClients is >= 0 and long bytes ? bytes : (long)(store.Options.MaxMemory / 100.0 * -store.Options.MaxMemoryClients);

    public void ResetCounter() => _evictedBefore = Volatile.Read(ref _evicted);

    /// <summary>Closes connections until the rest fit. From any thread.</summary>
    public void Check()
    {
        if (store.Options.MaxMemoryClients == 0 || Limit is not (> 0 and long limit)) return;
        lock (_lock)
        {
            long total = 0;
            List<(long Memory, Session Client)> candidates = [];
            foreach (Session client in store.Sessions.All)
            {
                if (client.IsEvicted) continue;
                long memory = client.Memory;
                total += memory;
                if (!client.NoEvict) candidates.Add((memory, client));
            }
            if (total <= limit) return;
            candidates.Sort(static (one, other) => other.Memory.CompareTo(one.Memory));
            for (int i = 0; i < candidates.Count && total > limit; i++)
            {
                Evict(candidates[i].Client, candidates[i].Memory);
                total -= candidates[i].Memory;
            }
        }
    }

    private void Evict(Session client, long memory)
    {
        store.Log.LogWarning("Closing client {Address}, which holds {Memory} bytes: connections are beyond maxmemory-clients", client.Transport.RemoteAddress, memory);
        client.IsEvicted = true;
        Interlocked.Increment(ref _evicted);
        client.Transport.Close(flush: false);
    }
}

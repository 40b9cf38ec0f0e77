// Unhealthy is a store that does not do what it is asked; degraded is one that still does, and that somebody should look after.

using ActorKv.Engine;
using ActorKv.Engine.Configuration;
using ActorKv.Hosting.Hosted;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ActorKv.Hosting.Observation;

/// <summary>How a store is, for the application's health checks.</summary>
internal sealed class StoreHealthCheck(HostedStore hosted) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (hosted.Store is not { } opened) return HealthCheckResult.Unhealthy("The store is not open.");
        Store store = opened.Store;
        if (opened.IsClosed) return HealthCheckResult.Unhealthy("The store is closed.");
        if (store.IsLoading) return HealthCheckResult.Unhealthy("The store loads its data.");
        Dictionary<string, object> figures = new(StringComparer.Ordinal)
        {
            ["keys"] = store.CountKeys(), ["memory"] = store.Evictor.UsedMemory, ["journalPending"] = store.Commits.PendingBytes,
        };
        if ((store.WritesRefused ?? store.Saves.WritesRefused) is { } refused) return HealthCheckResult.Unhealthy(refused, data: figures);
        if (!store.Saves.LastSucceeded) return HealthCheckResult.Degraded("The last save failed; the log says why.", data: figures);
        if (!store.Saves.LastRewriteSucceeded) return HealthCheckResult.Degraded("The last rewriting of the journal failed; the log says why.", data: figures);
        if (store.Options is { MaxMemory: > 0, MaxMemoryPolicy: MaxMemoryPolicy.NoEviction } && store.Evictor.UsedMemory > store.Options.MaxMemory)
            return HealthCheckResult.Degraded("maxmemory is reached and nothing may be evicted: writes that need memory are refused.", data: figures);
        return HealthCheckResult.Healthy("The store serves.", figures);
    }
}

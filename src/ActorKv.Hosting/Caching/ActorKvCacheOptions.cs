// What the cache is told. How its entries look is nobody's choice: CacheEntry.cs.

namespace ActorKv.Hosting.Caching;

/// <summary>How the distributed cache uses a store.</summary>
public sealed class ActorKvCacheOptions
{
    /// <summary>Begins every key of the cache, so that it shares a store with others. Default: "cache:".</summary>
    public string KeyPrefix { get; set; } = "cache:";

    /// <summary>The name of the store in the application; null, the default, for the one without a name.</summary>
    public string? StoreName { get; set; }
}

// The code of docs/embedding.md. What stands between "snippet" and "end" stands in the page, word for word: EmbeddingPageSpec holds the two
// together, and runs what can be run.

using ActorKv.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorKv.Packages.Tests.Embedding;

internal static class EmbeddingSnippets
{
    public static async Task<string?> OpenAsync()
    {
        // snippet: open
        await using ActorKvStore kv = await ActorKvStore.OpenAsync(new() { DataDirectory = "data" });

        await kv.SetAsync("greeting", "hello");             // in the journal when this returns
        string? greeting = await kv.GetAsync("greeting");   // "hello", also after a crash
        // end
        return greeting;
    }

    public static void AddToHost(string[] args)
    {
        // snippet: host
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddActorKv(o =>
        {
            o.DataDirectory = "data";
            o.Port = null;                                  // or 6379: Redis clients see the same data
        });
        builder.Services.AddHealthChecks().AddActorKv();
        // end
        builder.Build().Dispose();
    }

    // snippet: inject
    public sealed class Carts(IActorKv kv)
    {
        public ValueTask<long> AddAsync(string user, string article) => kv.HIncrByAsync("cart:" + user, article, 1);
    }
    // end

    public static async Task<long> CallAsync(IActorKv kv)
    {
        // snippet: calls
        await kv.SetAsync("session:7", new byte[] { 1, 2, 3 }, expiry: TimeSpan.FromMinutes(20));
        byte[]? session = await kv.GetAsync<byte[]>("session:7");
        long visits = await kv.IncrAsync("visits");
        await kv.ZAddAsync("scores", "ada", 3.5);
        string id = await kv.XAddAsync("events", ("type", "login"), ("user", 7));

        KvReply encoding = await kv.ExecuteAsync("OBJECT", "ENCODING", "visits");   // any command, by its name
        // end
        Assert.Equal([1, 2, 3], session!);
        Assert.Equal("int", encoding.AsString());
        Assert.NotEmpty(id);
        return visits;
    }

    public static async Task<long[]> PipelineAsync(IActorKv kv)
    {
        // snippet: pipeline
        Task<long>[] counts = new Task<long>[100];
        for (int i = 0; i < counts.Length; i++) counts[i] = kv.IncrAsync("clicks").AsTask();   // on their way together
        long[] all = await Task.WhenAll(counts);
        // end
        return all;
    }

    public static async Task<bool> BuyAsync(IActorKv kv)
    {
        // snippet: transaction
        bool sold = await kv.TransactionAsync(["stock"], async transaction =>
        {
            long stock = await transaction.Session.GetAsync<long>("stock");
            if (stock == 0) return false;
            transaction.Queue(kv => kv.DecrAsync("stock"));
            transaction.Queue(kv => kv.RPushAsync("orders", "book"));
            return true;
        });
        // end
        return sold;
    }

    public static async Task<string?> ListenAsync(IActorKv kv)
    {
        // snippet: subscribe
        await using IKvSubscription news = await kv.SubscribeAsync("news", KvTopic.Pattern("mail.*"));
        await kv.PublishAsync("news", "it works");
        await foreach (KvMessage message in news)
        {
            Console.WriteLine($"{message.Channel}: {message.Text}");
            if (message.Text == "it works") break;
        }
        // end
        return news.Topics[0].Name;
    }

    public static async Task FollowAsync(IActorKv kv, Action<KvChange> seen, CancellationToken stop)
    {
        // snippet: changes
        KvPosition position = await kv.GetAsync<long>("indexer:position", stop);
        await foreach (KvChange change in kv.Changes(position, "cart:*", stop))
        {
            Index(change);
            await kv.SetAsync("indexer:position", change.ResumeFrom.Number, cancellationToken: CancellationToken.None);
        }
        // end

        void Index(KvChange change) => seen(change);
    }

    public static void AddCache(WebApplicationBuilder builder)
    {
        // snippet: cache
        builder.Services.AddActorKv(o => o.DataDirectory = "data");
        builder.Services.AddActorKvDistributedCache();
        builder.Services.AddSession();                      // ASP.NET Core keeps its sessions there
        // end
    }

    public static async Task<string?> UseCacheAsync(IDistributedCache cache)
    {
        // snippet: use-cache
        await cache.SetStringAsync("page:/", "<html>…", new DistributedCacheEntryOptions
        {
            SlidingExpiration = TimeSpan.FromMinutes(5),
            AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1),
        });
        string? page = await cache.GetStringAsync("page:/");
        // end
        return page;
    }

    public static void AddTwo(IServiceCollection services)
    {
        // snippet: names
        services.AddActorKv("orders", o => o.DataDirectory = "orders");
        services.AddActorKv("scratch", o => o.InMemory = true);
        // end
    }

    // snippet: named
    public sealed class Orders([FromKeyedServices("orders")] IActorKv kv)
    {
        public ValueTask<long> CountAsync() => kv.LLenAsync("orders");
    }
    // end

    public static async Task TestAsync()
    {
        // snippet: test
        await using ActorKvStore kv = await ActorKvStore.OpenAsync(new() { InMemory = true });

        Carts carts = new(kv);
        await carts.AddAsync("ada", "book");

        Assert.Equal("1", await kv.HGetAsync("cart:ada", "book"));
        // end
    }

    public static async Task<string?> ConnectAsync(string address)
    {
        // snippet: connect
        await using ActorKvConnection kv = await ActorKvConnection.ConnectAsync(address);   // "redis://localhost:6379"
        string? greeting = await kv.GetAsync("greeting");
        // end
        return greeting;
    }
}

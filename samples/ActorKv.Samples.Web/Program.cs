// A web application whose cache, sessions and counters are in one embedded store. It counts visits: those of all, which survive a restart, and
// yours, which live in your session.
//
//   dotnet run --project samples/ActorKv.Samples.Web
//   curl -c jar -b jar http://localhost:5000/
//   dotnet run --project samples/ActorKv.Samples.Web -- --ActorKv:Port=6380      and redis-cli -p 6380 sees the same data

using System.Globalization;
using System.Text;
using ActorKv;
using Microsoft.Extensions.Caching.Distributed;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

builder.Services.AddActorKv(options =>
{
    options.DataDirectory = builder.Configuration["ActorKv:DataDirectory"] ?? Path.Combine(AppContext.BaseDirectory, "data");
    options.Port = builder.Configuration.GetValue<int?>("ActorKv:Port");
});
builder.Services.AddActorKvDistributedCache();
builder.Services.AddSession(options => options.IdleTimeout = TimeSpan.FromMinutes(20));
builder.Services.AddHealthChecks().AddActorKv();

WebApplication app = builder.Build();
app.UseSession();
app.MapHealthChecks("/health");

app.MapGet("/", async (HttpContext context, IActorKv kv) =>
{
    await context.Session.LoadAsync(context.RequestAborted);
    int yours = (context.Session.GetInt32("visits") ?? 0) + 1;
    context.Session.SetInt32("visits", yours);
    long all = await kv.IncrAsync("visits", context.RequestAborted);
    return string.Create(CultureInfo.InvariantCulture, $"Visit {all}, your visit {yours}\n");
});

// The first who asks in ten seconds waits for the answer, all others get it from the cache.
app.MapGet("/slow", async (IDistributedCache cache, CancellationToken cancellation) =>
{
    if (await cache.GetStringAsync("slow", cancellation) is { } kept) return kept + " (from the cache)\n";
    StringBuilder primes = new("2");
    for (int number = 3; number < 100; number += 2)
        if (Enumerable.Range(2, number - 2).All(divisor => number % divisor != 0)) primes.Append(CultureInfo.InvariantCulture, $" {number}");
    await cache.SetStringAsync("slow", primes.ToString(), new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(10) }, cancellation);
    return primes.Append('\n').ToString();
});

await app.RunAsync();

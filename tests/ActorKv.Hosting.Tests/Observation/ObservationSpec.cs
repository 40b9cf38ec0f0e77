// What an application sees of its stores: health and meters.

using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ActorKv.Hosting.Tests.Observation;

public sealed class ObservationSpec
{
    [Fact]
    public async Task A_store_is_unhealthy_before_it_is_open_and_after_it_is_closed()
    {
        using IHost host = Host(options => options.InMemory = true);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(host)).Status);
        await host.StartAsync();
        HealthReportEntry open = await CheckAsync(host);
        Assert.Equal(HealthStatus.Healthy, open.Status);
        Assert.Equal(0L, open.Data["keys"]);
        await host.StopAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(host)).Status);
    }

    [Fact]
    public async Task A_failed_save_degrades_it()
    {
        using IHost host = Host(options => options.InMemory = true);
        await host.StartAsync();
        await Assert.ThrowsAsync<KvException>(async () => await Kv(host).ExecuteAsync("SAVE"));
        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(host)).Status);
        await host.StopAsync();
    }

    [Fact]
    public async Task Memory_that_is_used_up_degrades_it()
    {
        using IHost host = Host(options => options.InMemory = true);
        await host.StartAsync();
        for (int i = 0; i < 100; i++) await Kv(host).ExecuteAsync("SET", $"k{i}", new byte[10_000]);
        await Kv(host).ExecuteAsync("CONFIG", "SET", "maxmemory", "100000");
        Assert.Equal("OOM", (await Assert.ThrowsAsync<KvException>(async () => await Kv(host).ExecuteAsync("SET", "k", "v"))).Code);
        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(host)).Status);
        await host.StopAsync();
    }

    [Fact]
    public async Task Meters_tell_what_a_store_did()
    {
        Dictionary<string, double> figures = [];
        using MeterListener listener = new();
        using IHost host = Host(options => options.InMemory = true, name: "a");
        await host.StartAsync();
        IActorKv kv = host.Services.GetRequiredKeyedService<IActorKv>("a");
        IMeterFactory factory = host.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "ActorKv" && instrument.Meter.Scope == factory) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        for (int i = 0; i < 5; i++) await kv.ExecuteAsync("SET", $"k{i}", i);
        await kv.ExecuteAsync("GET", "k1");
        await kv.ExecuteAsync("GET", "no such key");
        await Assert.ThrowsAsync<KvException>(async () => await kv.ExecuteAsync("LPUSH", "k1", "x"));
        listener.RecordObservableInstruments();

        Assert.Equal(5, figures["actorkv.keys store=a"]);
        Assert.Equal(5, figures["actorkv.commands store=a command=set"]);
        Assert.Equal(2, figures["actorkv.commands store=a command=get"]);
        Assert.Equal(1, figures["actorkv.command.errors store=a command=lpush"]);
        Assert.Equal(1, figures["actorkv.keyspace.misses store=a"]);
        Assert.Equal(0, figures["actorkv.clients store=a"]);
        Assert.True(figures["actorkv.memory store=a"] > 0);
        Assert.True(figures["actorkv.command.duration store=a command=set"] > 0);

        await host.StopAsync();
        figures.Clear();
        listener.RecordObservableInstruments();
        Assert.Empty(figures);

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            figures[instrument.Name + string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}"))] = value;
    }

    [Fact]
    public async Task The_time_of_commits_is_a_histogram()
    {
        using Engine.Tests.TemporaryFolder folder = new();
        int commits = 0;
        using IHost host = Host(options => options.DataDirectory = folder.Path);
        IMeterFactory factory = host.Services.GetRequiredService<IMeterFactory>();
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "actorkv.journal.commit.duration" && instrument.Meter.Scope == factory) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref commits));
        listener.Start();
        await host.StartAsync();
        await Kv(host).ExecuteAsync("SET", "k", "v");
        Assert.True(commits > 0);
        await host.StopAsync();
    }

    private static IActorKv Kv(IHost host) => host.Services.GetRequiredService<IActorKv>();

    private static async Task<HealthReportEntry> CheckAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["actorkv"];

    private static IHost Host(Action<ActorKvOptions> configure, string? name = null)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddMetrics();
        if (name is null) builder.Services.AddActorKv(configure);
        else builder.Services.AddActorKv(name, configure);
        builder.Services.AddHealthChecks().AddActorKv(name);
        return builder.Build();
    }
}

// Stores of an application: the generic host opens and closes them.

using ActorKv.Engine.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActorKv.Hosting.Tests.Hosted;

public sealed class AddActorKvSpec
{
    [Fact]
    public async Task The_store_is_open_while_the_host_runs_and_its_data_stays()
    {
        using TemporaryFolder folder = new();
        for (int run = 1; run <= 2; run++)
        {
            using IHost host = Host(services => services.AddActorKv(options => options.DataDirectory = folder.Path));
            await host.StartAsync();
            Assert.Equal(run, (await host.Services.GetRequiredService<IActorKv>().ExecuteAsync("INCR", "runs")).AsInt64());
            await host.StopAsync();
            await Assert.ThrowsAsync<KvConnectionException>(async () => await host.Services.GetRequiredService<IActorKv>().ExecuteAsync("PING"));
        }
    }

    [Fact]
    public async Task Services_find_it_open_when_they_start_and_until_they_have_stopped()
    {
        using IHost host = Host(services => services.AddHostedService<Visitor>().AddActorKv(options => options.InMemory = true));
        await host.StartAsync();
        await host.StopAsync();
        Assert.Equal(["PONG at the start", "PONG at the end"], host.Services.GetServices<IHostedService>().OfType<Visitor>().Single().Heard);
    }

    [Fact]
    public async Task Before_the_host_starts_a_call_says_what_is_missing()
    {
        using IHost host = Host(services => services.AddActorKv(options => options.InMemory = true));
        InvalidOperationException early = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await host.Services.GetRequiredService<IActorKv>().ExecuteAsync("PING"));
        Assert.Contains("host has not started", early.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_stores_live_side_by_side_by_name()
    {
        using TemporaryFolder folder = new();
        using IHost host = Host(services => services
            .AddActorKv(options => options.InMemory = true)
            .AddActorKv("a", options => options.DataDirectory = Path.Combine(folder.Path, "a"))
            .AddActorKv("b", options => options.DataDirectory = Path.Combine(folder.Path, "b")));
        await host.StartAsync();
        IActorKv plain = host.Services.GetRequiredService<IActorKv>(), a = host.Services.GetRequiredKeyedService<IActorKv>("a"), b = host.Services.GetRequiredKeyedService<IActorKv>("b");
        await plain.ExecuteAsync("SET", "k", "plain");
        await a.ExecuteAsync("SET", "k", "in a");
        Assert.Equal("plain", (await plain.ExecuteAsync("GET", "k")).AsString());
        Assert.Equal("in a", (await a.ExecuteAsync("GET", "k")).AsString());
        Assert.True((await b.ExecuteAsync("GET", "k")).IsNull);
        await host.StopAsync();
    }

    [Fact]
    public async Task Two_stores_on_one_directory_are_refused_by_their_names()
    {
        using TemporaryFolder folder = new();
        using IHost host = Host(services => services
            .AddActorKv("a", options => options.DataDirectory = folder.Path)
            .AddActorKv("b", options => options.DataDirectory = Path.Combine(folder.Path, ".") + Path.DirectorySeparatorChar));
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains("'a' and 'b'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_cannot_be_stop_the_start_and_say_of_which_store()
    {
        using IHost host = Host(services => services.AddActorKv("a", options => options.Parameters["hz"] = "often"));
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains("store 'a': DataDirectory", refused.Message, StringComparison.Ordinal);
        Assert.Contains("store 'a': Parameters[\"hz\"]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_given_once()
    {
        ServiceCollection services = new();
        services.AddActorKv(options => options.InMemory = true).AddActorKv("a", options => options.InMemory = true);
        Assert.Throws<InvalidOperationException>(() => services.AddActorKv(options => options.InMemory = true));
        Assert.Throws<InvalidOperationException>(() => services.AddActorKv("a", options => options.InMemory = true));
    }

    [Fact]
    public async Task SHUTDOWN_stops_the_application()
    {
        using IHost host = Host(services => services.AddActorKv(options => options.InMemory = true));
        await host.StartAsync();
        Task<KvReply> shutdown = host.Services.GetRequiredService<IActorKv>().ExecuteAsync("SHUTDOWN", "NOSAVE").AsTask();
        await host.WaitForShutdownAsync();
        await shutdown.ContinueWith(_ => 0);
        Assert.True(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.IsCancellationRequested);
    }

    [Fact]
    public async Task A_host_that_is_disposed_without_being_stopped_gives_the_directory_free()
    {
        using TemporaryFolder folder = new();
        IHost host = Host(services => services.AddActorKv(options => options.DataDirectory = folder.Path));
        await host.StartAsync();
        host.Dispose();
        await (await ActorKvStore.OpenAsync(new() { DataDirectory = folder.Path })).DisposeAsync();
    }

    [Fact]
    public async Task The_store_logs_to_the_application()
    {
        List<string> lines = [];
        using IHost host = Host(services => services.AddActorKv("a", options => options.InMemory = true).AddSingleton<ILoggerProvider>(new Lines(lines)));
        await host.StartAsync();
        await host.StopAsync();
        lock (lines)
        {
            Assert.Contains(lines, line => line.StartsWith("ActorKv.a: The store is open", StringComparison.Ordinal));
            Assert.Contains(lines, line => line.StartsWith("ActorKv.a: The store is closed", StringComparison.Ordinal));
        }
    }

    private static IHost Host(Action<IServiceCollection> configure)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        configure(builder.Services);
        return builder.Build();
    }

    private sealed class Visitor(IActorKv kv) : IHostedService
    {
        public List<string> Heard { get; } = [];

        public async Task StartAsync(CancellationToken cancellationToken) => Heard.Add((await kv.ExecuteAsync("PING", [], cancellationToken)).AsString() + " at the start");

        public async Task StopAsync(CancellationToken cancellationToken) => Heard.Add((await kv.ExecuteAsync("PING", [], cancellationToken)).AsString() + " at the end");
    }

    private sealed class Lines(List<string> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, lines);

        public void Dispose()
        {
        }

        private sealed class Logger(string category, List<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                lock (lines) lines.Add($"{category}: {formatter(state, exception)}");
            }
        }
    }
}

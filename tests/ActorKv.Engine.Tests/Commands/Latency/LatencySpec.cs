// LATENCY: events that were slow, which the tests report themselves, and histograms of calls.

using ActorKv.Engine.Statistics;

namespace ActorKv.Engine.Tests.Commands.Latency;

public sealed class LatencySpec
{
    [Fact]
    public async Task LATENCY_LATEST_tells_the_newest_and_the_worst_sample_of_each_event()
    {
        await using TestStore kv = await OpenAsync();
        long now = kv.Store.NowMilliseconds / 1000;
        Latencies(kv).Add("command", 300);
        Latencies(kv).Add("command", 99);
        kv.Time.Advance(TimeSpan.FromSeconds(2));
        Latencies(kv).Add("command", 150);
        Assert.Equal($"[[command, (integer) {now + 2}, (integer) 150, (integer) 300]]", await kv.Run("LATENCY LATEST"));
        Assert.Equal($"[[(integer) {now}, (integer) 300], [(integer) {now + 2}, (integer) 150]]", await kv.Run("LATENCY HISTORY command"));
        Assert.Equal("[]", await kv.Run("LATENCY HISTORY nothing"));
    }

    [Fact]
    public async Task LATENCY_HISTORY_keeps_the_worst_of_each_of_the_last_160_seconds()
    {
        await using TestStore kv = await OpenAsync();
        for (int second = 0; second < 200; second++)
        {
            Latencies(kv).Add("e", 200 + second);
            Latencies(kv).Add("e", 100);
            kv.Time.Advance(TimeSpan.FromSeconds(1));
        }
        LatencyEvent kept = Latencies(kv).Find("e")!;
        Assert.Equal(160, kept.Samples.Length);
        Assert.Equal(240, kept.Samples[0].Milliseconds);
    }

    [Fact]
    public async Task Without_a_threshold_nothing_is_kept()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Latencies(kv).Add("command", 5000);
        Assert.Equal("[]", await kv.Run("LATENCY LATEST"));
        Assert.Contains("latency-monitor-threshold", await kv.Run("LATENCY DOCTOR"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LATENCY_RESET_forgets_events_and_counts_them()
    {
        await using TestStore kv = await OpenAsync();
        foreach (string name in new[] { "a", "b", "c" }) Latencies(kv).Add(name, 100);
        Assert.Equal("(integer) 1", await kv.Run("LATENCY RESET a none"));
        Assert.Equal("(integer) 2", await kv.Run("LATENCY RESET"));
        Assert.Equal("(integer) 0", await kv.Run("LATENCY RESET"));
    }

    [Fact]
    public async Task LATENCY_GRAPH_draws_a_column_for_each_sample()
    {
        await using TestStore kv = await OpenAsync();
        foreach (long milliseconds in new[] { 100, 150, 210 })
        {
            Latencies(kv).Add("command", milliseconds);
            kv.Time.Advance(TimeSpan.FromSeconds(6));
        }
        string[] lines = (await kv.Run("LATENCY GRAPH command")).Split('\n');
        Assert.Equal("command - high 210 ms, low 100 ms (all time high 210 ms)", lines[0]);
        Assert.Equal(["  #", "  |", " #|", "_||", "", "116", "82s", "ss ", ""], lines[2..]);
        Assert.Equal("(error) ERR No samples available for event 'foo'", await kv.Run("LATENCY GRAPH foo"));
    }

    [Fact]
    public async Task LATENCY_DOCTOR_says_what_was_slow_and_what_may_help()
    {
        await using TestStore kv = await OpenAsync();
        Assert.Contains("No event", await kv.Run("LATENCY DOCTOR"), StringComparison.Ordinal);
        Latencies(kv).Add("expire-cycle", 120);
        Latencies(kv).Add("aof-fsync-always", 250);
        string report = await kv.Run("LATENCY DOCTOR");
        Assert.Contains("1. expire-cycle: in 1 seconds, 120 ms on average", report, StringComparison.Ordinal);
        Assert.Contains("- aof-fsync-always: The disk", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LATENCY_HISTOGRAM_counts_calls_by_the_time_they_took()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        for (int i = 0; i < 5; i++) await kv.Run("SET k v");
        Assert.Matches(@"^\{set: \{calls: \(integer\) 5, histogram_usec: \{.*\(integer\) \d+: \(integer\) 5\}\}\}$", await Resp3(kv, "LATENCY HISTOGRAM set nothing get"));
        Assert.Equal("{}", await Resp3(kv, "LATENCY HISTOGRAM append"));
        Assert.StartsWith("{config|get: {calls: (integer) 1,", await AfterConfigGet(kv), StringComparison.Ordinal);
        await kv.Run("CONFIG RESETSTAT");
        Assert.Equal("{}", await Resp3(kv, "LATENCY HISTOGRAM set"));
    }

    [Fact]
    public async Task Without_latency_tracking_there_are_no_histograms()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.LatencyTracking = false);
        await kv.Run("SET k v");
        Assert.Equal("[]", await kv.Run("LATENCY HISTOGRAM"));
        Assert.Equal("# Latencystats\r\n", await kv.Run("INFO latencystats"));
    }

    [Fact]
    public async Task INFO_latencystats_tells_the_percentiles_that_are_asked_for()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k v");
        Assert.Matches(@"latency_percentiles_usec_set:p50=\d+\.\d{3},p99=\d+\.\d{3},p99\.9=\d+\.\d{3}\r\n", await kv.Run("INFO latencystats"));
        Assert.Equal("OK", await kv.Run("CONFIG SET latency-tracking-info-percentiles \"50.5 0 5e1\""));
        Assert.Matches(@"latency_percentiles_usec_set:p50\.5=[\d.]+,p0=[\d.]+,p50=", await kv.Run("INFO everything"));
    }

    [Fact]
    public async Task A_call_slower_than_the_threshold_is_an_event()
    {
        // So slow is no call of the test itself.
        await using TestStore kv = await TestStore.OpenAsync(options => (options.LatencyMonitorThreshold, options.SlowLogSlowerThan) = (5_000, 5_000_000));
        Assert.Equal("[]", await kv.Run("LATENCY LATEST"));
        long tenSeconds = 10 * System.Diagnostics.Stopwatch.Frequency;
        var session = kv.NewSession().Session;
        kv.Store.Timing.Observe(session, kv.Store.Commands.Find("GET")!, Protocol.Request.Of("GET"u8.ToArray(), "k"u8.ToArray()), tenSeconds, 1);
        kv.Store.Timing.Observe(session, kv.Store.Commands.Find("KEYS")!, Protocol.Request.Of("KEYS"u8.ToArray(), "*"u8.ToArray()), tenSeconds, 1);
        string latest = await kv.Run("LATENCY LATEST");
        Assert.Contains("[fast-command,", latest, StringComparison.Ordinal);
        Assert.Contains("[command,", latest, StringComparison.Ordinal);
        Assert.Equal("(integer) 2", await kv.Run("SLOWLOG LEN"));
    }

    [Fact]
    public async Task LATENCY_HELP_lists_the_subcommands()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        string help = await kv.Run("LATENCY HELP");
        Assert.All(new[] { "DOCTOR", "GRAPH", "HISTORY", "LATEST", "RESET", "HISTOGRAM", "HELP" }, name => Assert.Contains(name, help, StringComparison.Ordinal));
    }

    private static Task<TestStore> OpenAsync() => TestStore.OpenAsync(options => options.LatencyMonitorThreshold = 100);

    private static LatencyMonitor Latencies(TestStore kv) => kv.Store.Timing.Latencies;

    private static async Task<string> Resp3(TestStore kv, string command)
    {
        await kv.Run("HELLO 3");
        return await kv.Run(command);
    }

    private static async Task<string> AfterConfigGet(TestStore kv)
    {
        await kv.Run("CONFIG GET hz");
        return await Resp3(kv, "LATENCY HISTOGRAM config");
    }
}

// Which calls are slow, and how we know.
//
// Redis reads the clock around every call. Here a reading costs 40 ns, and two of them a tenth of a GET. So there are two ways:
//
//   calls that may take long by themselves      read the clock before and after: exact. They cost much more than the clock.
//   (no O(1), not flagged fast)
//   quick calls (GET, SET, HSET …)              after each, one look at the coarse clock (5 ns; it ticks every 4 ms): while it has not ticked
//                                               the call was shorter than a tick. When it has, the exact clock is read, and the call took at
//                                               most the time since the loop noticed the tick before: LoopCounters.
//
// So no call that took as long as a threshold is missed, whatever it was that made it slow; of quick calls the slow log tells up to a tick too
// much. A coarse clock cannot tell for thresholds below its tick: then every call is timed exactly, and who asks for that pays for it.
//
// What is known of a call goes to three places: the counters and the histogram of its command (INFO commandstats and latencystats, LATENCY
// HISTOGRAM; quick calls are sampled for those), the slow log, and the latency monitor's events "command" and "fast-command".

using System.Diagnostics;
using ActorKv.Core.Commands;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Statistics;

internal sealed class CallTiming
{
    // A tick is 1 to 10 ms long on Linux, and up to 16 elsewhere.
    private static readonly long LongestTickMicroseconds = OperatingSystem.IsLinux() ? 10_000 : 16_000;

    private readonly Store _store;

    public CallTiming(Store store)
    {
        _store = store;
        SlowLog = new SlowLog(store.Options);
        Latencies = new LatencyMonitor(store);
        Adjust();
        store.Parameters.OnChange("slowlog-log-slower-than", Adjust);
        store.Parameters.OnChange("latency-monitor-threshold", Adjust);
        store.Parameters.OnChange("slowlog-max-len", SlowLog.CutToLength);
    }

    public SlowLog SlowLog { get; }

    public LatencyMonitor Latencies { get; }

    /// <summary>Ticks of <see cref="Stopwatch"/> from which on somebody wants to know of a call.</summary>
    public long SlowTicks { get; private set; }

    /// <summary>Counts a call that was timed.</summary>
    /// <param name="session">Whose it was.</param>
    /// <param name="command">What was called.</param>
    /// <param name="request">With which arguments.</param>
    /// <param name="ticks">How long it ran, in ticks of <see cref="Stopwatch"/>.</param>
    /// <param name="times">How many calls it stands for.</param>
    public void Observe(Session session, Command command, Request request, long ticks, int times)
    {
        session.Counters.Timed(command.Number, ticks, times, _store.Options.LatencyTracking);
        if (ticks >= SlowTicks) Report(session, command.Spec, request, (long)(ticks * (1e6 / Stopwatch.Frequency)));
    }

    private void Report(Session session, CommandSpec command, Request request, long microseconds)
    {
        Latencies.Add(command.Has(CommandFlags.Fast) ? "fast-command" : "command", microseconds / 1000);
        long slow = _store.Options.SlowLogSlowerThan;
        if (slow < 0 || microseconds < slow || command.Has(CommandFlags.SkipSlowlog)) return;
        SlowLog.Add(session.Now / 1000, microseconds, request, ArgumentSecrets.Of(command, request), session.Transport.RemoteAddress, session.Name);
    }

    private void Adjust()
    {
        ServerOptions options = _store.Options;
        double slow = options.SlowLogSlowerThan >= 0 ? options.SlowLogSlowerThan : double.MaxValue;
        if (options.LatencyMonitorThreshold > 0) slow = Math.Min(slow, options.LatencyMonitorThreshold * 1000.0);
        double ticks = slow * (Stopwatch.Frequency / 1e6);
        SlowTicks = ticks < long.MaxValue ? (long)ticks : long.MaxValue;
        foreach (Command command in _store.Statistics.Commands) command.IsTimed = slow < LongestTickMicroseconds || !IsQuick(command);
    }

    private static bool IsQuick(Command command) => command.Spec.Has(CommandFlags.Fast) || (command is KeyCommand && command.Spec.Complexity == "O(1)");
}

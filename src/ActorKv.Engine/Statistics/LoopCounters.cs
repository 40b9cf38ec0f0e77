// What the sessions of one event loop, or one session within the process, have done. Every counter has one writer, so counting is an increment
// and loops share no cache line; the arrays keep the objects of two loops far apart. Sums are made by ServerStatistics.
//
// Which calls are timed is told in CallTiming. Of the quick ones the first 32 of a command are, and of those that follow one in 32, which stands for
// 32: exact for what is rare, a good estimate for what is frequent.
//
//   coarse clock   |  tick 7         |  tick 8      |        While the coarse clock says what it said before, no call since was longer than a tick.
//   noticed        ^P7       calls …    ^P8                  When it has moved on, the exact clock is read (P8), and whatever call has just ended
//                                                            began after P7: it took at most P8 - P7.

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace ActorKv.Engine.Statistics;

internal sealed class LoopCounters(int commands)
{
    private const int Sample = 32;

    private readonly OfCommand[] _commands = new OfCommand[commands];
    private readonly LatencyHistogram?[] _histograms = new LatencyHistogram?[commands];
    private readonly Dictionary<string, long> _errors = new(StringComparer.Ordinal);
    private long _tick;
    private long _noticed;

    internal struct OfCommand
    {
        /// <summary>Executions.</summary>
        public long Calls;

        /// <summary>Refused before they were executed.</summary>
        public long Rejected;

        /// <summary>Executed, and answered with an error.</summary>
        public long Failed;

        /// <summary>Ticks of <see cref="Stopwatch"/>, estimated.</summary>
        public long Ticks;

        public readonly bool IsZero => (Calls | Rejected | Failed) == 0;

        public readonly double Microseconds => Ticks * (1e6 / Stopwatch.Frequency);
    }

    /// <summary>Bytes received and sent, and the system calls that did it.</summary>
    public long BytesIn { get; set; }

    public long BytesOut { get; set; }

    public long Reads { get; set; }

    public long Writes { get; set; }

    public ref OfCommand this[int command] => ref _commands[command];

    /// <summary>Counts a call. True when it is to be timed, as one of many: see <see cref="Timed"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Call(int command)
    {
        long calls = _commands[command].Calls++;
        return calls < Sample || (calls & Sample - 1) == Sample - 1;
    }

    /// <summary>How many calls one stands for that was timed because <see cref="Call"/> said so, after it was counted.</summary>
    public int Weight(int command) => _commands[command].Calls <= Sample ? 1 : Sample;

    /// <summary>Adds the time of a call, which stands for several.</summary>
    public void Timed(int command, long ticks, int times, bool histogram)
    {
        _commands[command].Ticks += ticks * times;
        if (histogram) (_histograms[command] ??= new LatencyHistogram()).Add((long)(ticks * (1e9 / Stopwatch.Frequency)), times);
    }

    /// <summary>The calls of a command that were timed; null when none was.</summary>
    public LatencyHistogram? Histogram(int command) => _histograms[command];

    /// <summary>Whoever is about to execute something says so: what went before is no call's time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginCalls()
    {
        if (HasTicked(Environment.TickCount64)) Notice(Environment.TickCount64, Stopwatch.GetTimestamp());
    }

    /// <summary>True when the coarse clock no longer says what it said when somebody last looked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasTicked(long coarse) => coarse != _tick;

    /// <summary>Notes that the coarse clock has ticked. Returns the time since the last tick was noticed.</summary>
    public long Notice(long coarse, long exact)
    {
        long passed = exact - _noticed;
        _tick = coarse;
        _noticed = exact;
        return passed;
    }

    /// <summary>Counts calls that were parts of another, and their errors if they replied one.</summary>
    public void CallsOfPart(int command, int times, string? error)
    {
        ref OfCommand counted = ref _commands[command];
        counted.Calls += times;
        if (error is null) return;
        counted.Failed += times;
        AddErrors(error, times);
    }

    /// <summary>Counts error replies by the code they begin with.</summary>
    public void Errors(ReadOnlySpan<byte> code, long count) => AddErrors(Encoding.Latin1.GetString(code), count);

    /// <summary>Error replies by code.</summary>
    public KeyValuePair<string, long>[] ErrorsByCode()
    {
        lock (_errors) return [.. _errors];
    }

    /// <summary>Adds what another has counted, <paramref name="times"/> times: once, or -1 times to take it off.</summary>
    public void Add(LoopCounters other, int times)
    {
        BytesIn += times * other.BytesIn;
        BytesOut += times * other.BytesOut;
        Reads += times * other.Reads;
        Writes += times * other.Writes;
        for (int i = 0; i < _commands.Length; i++)
        {
            OfCommand counted = other._commands[i];
            _commands[i].Calls += times * counted.Calls;
            _commands[i].Rejected += times * counted.Rejected;
            _commands[i].Failed += times * counted.Failed;
            _commands[i].Ticks += times * counted.Ticks;
            if (other._histograms[i] is { } histogram) (_histograms[i] ??= new LatencyHistogram()).Add(histogram, times);
        }
        foreach ((string code, long count) in other.ErrorsByCode()) AddErrors(code, times * count);
    }

    private void AddErrors(string code, long count)
    {
        lock (_errors) _errors[code] = _errors.GetValueOrDefault(code) + count;
    }
}

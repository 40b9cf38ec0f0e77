// What the sessions of one event loop, or one session within the process, have done. Every counter has one writer, so counting is an increment
// and loops share no cache line; the arrays keep the objects of two loops far apart. Sums are made by ServerStatistics.
//
// Reading the clock twice would cost a tenth of a GET. So the first 32 calls of a command are timed, and of those that follow one in 32, which
// stands for 32: exact for what is rare and perhaps slow, a good estimate for what is frequent.

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace ActorKv.Engine.Statistics;

internal sealed class LoopCounters(int commands)
{
    private const int Sample = 32;

    private readonly OfCommand[] _commands = new OfCommand[commands];
    private readonly Dictionary<string, long> _errors = new(StringComparer.Ordinal);

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

    /// <summary>Counts a call. True when it is to be timed: see <see cref="Timed"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Call(int command)
    {
        long calls = _commands[command].Calls++;
        return calls < Sample || (calls & Sample - 1) == Sample - 1;
    }

    /// <summary>A call that was to be timed began at this timestamp and has ended.</summary>
    public void Timed(int command, long began)
    {
        ref OfCommand counted = ref _commands[command];
        counted.Ticks += (Stopwatch.GetTimestamp() - began) * (counted.Calls <= Sample ? 1 : Sample);
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
        }
        foreach ((string code, long count) in other.ErrorsByCode()) AddErrors(code, times * count);
    }

    private void AddErrors(string code, long count)
    {
        lock (_errors) _errors[code] = _errors.GetValueOrDefault(code) + count;
    }
}

// The newest slow calls, for SLOWLOG. Which calls are slow, and how that is found out, is told in CallTiming.
//
// An entry keeps a trimmed copy of the request, as Redis' does: 32 arguments of 128 bytes each at most, with a word on how much is missing;
// arguments that are secrets (ArgumentSecrets) are not kept. Any loop may add, so there is a lock; a slow call has the time for it.

using System.Text;
using ActorKv.Engine.Configuration;
using ActorKv.Protocol;

namespace ActorKv.Engine.Statistics;

/// <summary>A slow call.</summary>
/// <param name="Id">Ascending; never used again, RESET included.</param>
/// <param name="Time">Unix seconds of its end.</param>
/// <param name="Microseconds">How long it ran.</param>
/// <param name="Arguments">Its request, trimmed.</param>
/// <param name="Client">The address of who sent it.</param>
/// <param name="ClientName">The name that the client has given itself, or nothing.</param>
internal sealed record SlowCall(long Id, long Time, long Microseconds, byte[][] Arguments, string Client, string ClientName);

internal sealed class SlowLog(ServerOptions options)
{
    private const int MostArguments = 32, MostBytes = 128;

    private readonly Lock _lock = new();
    private readonly LinkedList<SlowCall> _calls = [];
    private long _nextId;

    public int Count
    {
        get
        {
            lock (_lock) return _calls.Count;
        }
    }

    public void Add(long time, long microseconds, Request request, bool[]? secret, string client, string clientName)
    {
        byte[][] arguments = Trim(request, secret);
        lock (_lock)
        {
            _calls.AddFirst(new SlowCall(_nextId++, time, microseconds, arguments, client, clientName));
            CutToLength();
        }
    }

    /// <summary>The newest calls, newest first.</summary>
    public List<SlowCall> Newest(long most)
    {
        lock (_lock) return [.. _calls.Take((int)Math.Min(most, int.MaxValue))];
    }

    public void Clear()
    {
        lock (_lock) _calls.Clear();
    }

    /// <summary>Forgets the oldest calls beyond slowlog-max-len.</summary>
    public void CutToLength()
    {
        lock (_lock)
        {
            while (_calls.Count > options.SlowLogMaxLength) _calls.RemoveLast();
        }
    }

    private static byte[][] Trim(Request request, bool[]? secret)
    {
        byte[][] kept = new byte[Math.Min(request.Count, MostArguments)][];
        for (int i = 0; i < kept.Length; i++) kept[i] = secret is not null && secret[i] ? ArgumentSecrets.Redacted : Trim(request[i]);
        int missing = request.Count - MostArguments + 1;
        if (missing > 1) kept[^1] = Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"... ({missing} more arguments)"));
        return kept;
    }

    private static byte[] Trim(ReadOnlySpan<byte> argument) => argument.Length <= MostBytes ? argument.ToArray() :
        [.. argument[..MostBytes], .. Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"... ({argument.Length - MostBytes} more bytes)"))];
}

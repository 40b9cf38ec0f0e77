// What a run has come to, and what ends one.

using System.Globalization;

namespace ActorKv.Fuzz;

/// <summary>A payload did what none may do.</summary>
internal sealed class FuzzException : Exception
{
    public FuzzException(string what, ReadOnlySpan<byte> payload, Exception? cause = null)
        : base($"{what}: {Convert.ToHexStringLower(payload)}", cause) { }
}

internal sealed record FuzzReport(string Name, long Payloads, long Accepted, long MostBytes, TimeSpan Slowest, TimeSpan Time)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name,-8} {Payloads,10:N0} payloads, {Accepted,9:N0} accepted, at most {MostBytes,11:N0} bytes allocated, slowest {Slowest.TotalMilliseconds,6:0.0} ms, {Time.TotalSeconds,5:0} s");
}

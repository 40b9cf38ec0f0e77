// What a client asked of one key, when, and what it was told. Histories are made of these.

namespace ActorKv.Acceptance.Tests.Histories;

/// <summary>A command over one key, seen from its client.</summary>
/// <param name="Client">Who asked; a client has one operation under way at a time.</param>
/// <param name="Name">The command.</param>
/// <param name="Argument">What was written; empty for commands that write nothing of the client's.</param>
/// <param name="Invoked">Before it was sent, by a monotonic clock that all clients share.</param>
/// <param name="Returned">After its reply was received; <see cref="Never"/> when it is not known whether it was executed.</param>
/// <param name="Result">The reply; null for a reply that is nil, and for one that never came.</param>
internal sealed record Operation(int Client, string Name, string Argument, long Invoked, long Returned, string? Result)
{
    public const long Never = long.MaxValue;

    /// <summary>False when it may have been executed at any time after it was invoked, or not at all.</summary>
    public bool IsKnown => Returned != Never;

    public override string ToString() => $"client {Client} {Name} {Argument} -> {(IsKnown ? Result ?? "nil" : "?")} [{Invoked} .. {(IsKnown ? Returned : "?")}]";
}

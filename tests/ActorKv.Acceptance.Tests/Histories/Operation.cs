// What a client asked of one key, or of keys that belong together, when, and what it was told. Histories are made of these.

namespace ActorKv.Acceptance.Tests.Histories;

/// <summary>A command, or a transaction of some, seen from its client.</summary>
/// <param name="Client">Who asked; what it has under way at the same time it has sent as a pipeline.</param>
/// <param name="Name">What the model calls it.</param>
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

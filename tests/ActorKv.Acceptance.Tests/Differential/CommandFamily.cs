// A family of commands that random sequences are made of: what their syntax is, and what is drawn for the arguments that are theirs alone.

using ActorKv.Acceptance.Tests.Harness;
using FsCheck;

namespace ActorKv.Acceptance.Tests.Differential;

internal sealed record CommandFamily
{
    /// <summary>Syntaxes, in the language of <see cref="Grammar"/>.</summary>
    public required string[] Common { get; init; }

    /// <summary>Those that empty the stage, or take their time.</summary>
    public string[] Rare { get; init; } = [];

    /// <summary>Kinds of arguments beside those that every family may use (<see cref="ArgumentKinds"/>).</summary>
    public IReadOnlyDictionary<string, Gen<Argument>> Kinds { get; init; } = new Dictionary<string, Gen<Argument>>();

    /// <summary>Replies of these commands that may differ.</summary>
    public KnownDifference[] Differences { get; init; } = [];
}

// One argument of a command, as COMMAND DOCS tells it: a node of the tree that ArgumentSyntax makes of a CommandSpec's syntax.

namespace ActorKv.Engine.Commands.Introspection.Shared;

internal enum ArgumentKind { String, Integer, Double, Key, Pattern, UnixTime, PureToken, OneOf, Block }

internal sealed record Argument(string Name, ArgumentKind Kind)
{
    /// <summary>The keyword that stands before the value, or is all of it for a pure token.</summary>
    public string? Token { get; init; }

    public bool IsOptional { get; init; }

    /// <summary>May be repeated.</summary>
    public bool IsMultiple { get; init; }

    /// <summary>The token is repeated with the value.</summary>
    public bool IsMultipleToken { get; init; }

    /// <summary>For a key: which of the command's key specs finds it; otherwise -1.</summary>
    public int KeySpecIndex { get; init; } = -1;

    /// <summary>The choices of a OneOf, the parts of a Block.</summary>
    public IReadOnlyList<Argument> Arguments { get; init; } = [];
}

// The syntax of a command as it is written, before anybody asks what it means:
//
//   key [EX seconds | PERSIST] <LEFT | RIGHT> [key ...]
//   word  optional group         choice         group that ends in a repeated word
//
// Groups hold alternatives, alternatives hold nodes; "..." says that the node before it may be repeated.

namespace ActorKv.Engine.Commands.Introspection.Shared;

internal abstract record SyntaxNode
{
    public bool Repeats { get; init; }

    /// <summary>All words in the node, in order.</summary>
    public abstract IEnumerable<string> Words { get; }

    /// <summary>Reads a syntax.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static IReadOnlyList<SyntaxNode> Parse(string syntax)
    {
        Queue<string> parts = new(Split(syntax));
        List<IReadOnlyList<SyntaxNode>> alternatives = ParseAlternatives(parts, syntax);
        if (parts.Count > 0 || alternatives.Count != 1) throw Wrong(syntax, "a bracket or a bar stands alone");
        return alternatives[0];
    }

    private static List<IReadOnlyList<SyntaxNode>> ParseAlternatives(Queue<string> parts, string syntax)
    {
        List<SyntaxNode> current = [];
        List<IReadOnlyList<SyntaxNode>> all = [current];
        while (parts.TryPeek(out string? part) && part is not ("]" or ">"))
        {
            parts.Dequeue();
            switch (part)
            {
                case "|":
                    all.Add(current = []);
                    break;
                case "..." when current is []:
                    throw Wrong(syntax, "there is nothing before '...' to repeat");
                case "...":
                    current[^1] = current[^1] with { Repeats = true };
                    break;
                case "[" or "<":
                    List<IReadOnlyList<SyntaxNode>> inner = ParseAlternatives(parts, syntax);
                    if (!parts.TryDequeue(out string? end) || end != (part == "[" ? "]" : ">")) throw Wrong(syntax, $"'{part}' is not closed");
                    if (inner.Any(alternative => alternative is [])) throw Wrong(syntax, "an alternative is empty");
                    current.Add(new SyntaxGroup(part == "[", inner));
                    break;
                default:
                    current.Add(new SyntaxWord(part));
                    break;
            }
        }
        return all;
    }

    private static IEnumerable<string> Split(string syntax)
    {
        int start = 0;
        for (int at = 0; at <= syntax.Length; at++)
        {
            if (at < syntax.Length && syntax[at] is not (' ' or '[' or ']' or '<' or '>' or '|')) continue;
            if (at > start) yield return syntax[start..at];
            if (at < syntax.Length && syntax[at] != ' ') yield return syntax[at].ToString();
            start = at + 1;
        }
    }

    private static FormatException Wrong(string syntax, string why) => new($"'{syntax}' is no syntax: {why}.");
}

internal sealed record SyntaxWord(string Text) : SyntaxNode
{
    public override IEnumerable<string> Words => [Text];

    /// <summary>True for what is typed as it stands (EX, LIB-NAME, *); false for the name of a value.</summary>
    public bool IsToken => !Text.Any(char.IsAsciiLetterLower);
}

internal sealed record SyntaxGroup(bool IsOptional, IReadOnlyList<IReadOnlyList<SyntaxNode>> Alternatives) : SyntaxNode
{
    public override IEnumerable<string> Words => Alternatives.SelectMany(alternative => alternative).SelectMany(node => node.Words);

    /// <summary>True for the <c>[key ...]</c> of <c>key [key ...]</c>: what is inside may be repeated.</summary>
    public bool IsRepetition => IsOptional && Alternatives is [[.., { Repeats: true }]];
}

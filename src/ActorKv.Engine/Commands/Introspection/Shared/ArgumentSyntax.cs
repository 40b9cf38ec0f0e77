// From a command's syntax to the tree of its arguments, for COMMAND DOCS.
//
//   key                              key
//   [EX seconds | PERSIST]           optional oneof: seconds (token EX), persist (pure token)
//   [LIMIT offset count]             optional block (token LIMIT): offset, count
//   key value [key value ...]        block, multiple: key, value
//   [GET pattern [GET pattern ...]]  optional, multiple, the token repeated: pattern (token GET)
//
// A token takes the values behind it, up to the next token. The syntax has no names for blocks and choices and no types: ArgumentNames knows
// those by the names of the values.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Commands.Introspection.Shared;

internal sealed class ArgumentSyntax
{
    private readonly CommandSpec _spec;
    private int _keys;

    private ArgumentSyntax(CommandSpec spec) => _spec = spec;

    /// <summary>The arguments of a command.</summary>
    /// <exception cref="FormatException">Its syntax is none.</exception>
    public static IReadOnlyList<Argument> Of(CommandSpec spec) => new ArgumentSyntax(spec).Sequence(SyntaxNode.Parse(spec.Syntax));

    private List<Argument> Sequence(IReadOnlyList<SyntaxNode> nodes)
    {
        List<Argument> arguments = [];
        List<string> words = [];       // what the arguments so far were made of
        for (int i = 0; i < nodes.Count;)
        {
            int end = i + 1;
            if (nodes[i] is SyntaxGroup { IsRepetition: true } again && EndsWith(words, again.Words))
            {
                Repeat(arguments, again);
                i = end;
                continue;
            }
            if (nodes[i] is SyntaxWord { IsToken: true })
                while (end < nodes.Count && IsValue(nodes[end], isFirst: end == i + 1)) end++;
            arguments.Add(end > i + 1 ? Valued((SyntaxWord)nodes[i], nodes.Skip(i + 1).Take(end - i - 1)) : Single(nodes[i]));
            words.AddRange(nodes.Skip(i).Take(end - i).SelectMany(node => node.Words));
            i = end;
        }
        return arguments;
    }

    // Names of values belong to the token before them, and so does a choice right behind it, and their repetitions.
    private static bool IsValue(SyntaxNode node, bool isFirst) => node switch
    {
        SyntaxWord word => !word.IsToken,
        SyntaxGroup { IsRepetition: true } group => group.Words.First() is { } first && !new SyntaxWord(first).IsToken,
        SyntaxGroup group => isFirst && !group.IsOptional,
        _ => false,
    };

    private Argument Valued(SyntaxWord token, IEnumerable<SyntaxNode> values) => Sequence([.. values]) switch
    {
        [var only] => only with { Token = token.Text },
        var several => new Argument(Spelt(token.Text), ArgumentKind.Block) { Token = token.Text, Arguments = several },
    };

    private Argument Single(SyntaxNode node) => node switch
    {
        SyntaxWord { IsToken: true } token => new Argument(Spelt(token.Text), ArgumentKind.PureToken) { Token = token.Text.Trim('"'), IsMultiple = token.Repeats },
        SyntaxWord word => Value(word.Text) with { IsMultiple = word.Repeats },
        SyntaxGroup group => Group(group),
        _ => throw new InvalidOperationException($"A syntax has no {node.GetType().Name}."),
    };

    private Argument Group(SyntaxGroup group)
    {
        List<Argument> choices = [.. group.Alternatives.Select(alternative => Whole(Sequence(alternative)))];
        Argument argument = choices is [var only] ? only : new Argument(ArgumentNames.OfChoice(_spec, choices), ArgumentKind.OneOf) { Arguments = choices };
        return argument with { IsOptional = argument.IsOptional || group.IsOptional, IsMultiple = argument.IsMultiple || group.Repeats };
    }

    private static Argument Whole(IReadOnlyList<Argument> parts) =>
        parts is [var only] ? only : new Argument(ArgumentNames.OfBlock(parts), ArgumentKind.Block) { Arguments = parts };

    private Argument Value(string name)
    {
        ArgumentKind kind = ArgumentNames.KindOf(_spec, name);
        return new Argument(name, kind) { KeySpecIndex = KeySpecOf(kind) };
    }

    // Keys come in the order of their specs; patterns stand for keys when the command has a spec for that.
    private int KeySpecOf(ArgumentKind kind)
    {
        int patterns = Array.FindIndex(_spec.Keys, keys => keys.AnyKeyIn is not null);
        if (kind == ArgumentKind.Pattern) return patterns;
        if (kind != ArgumentKind.Key) return -1;
        if (_keys == patterns) _keys++;
        return Math.Min(_keys++, _spec.Keys.Length - 1);
    }

    // The repeated words made the last arguments: those become one that may be repeated.
    private static void Repeat(List<Argument> arguments, SyntaxGroup again)
    {
        bool token = again.Words.First() is { } first && new SyntaxWord(first).IsToken;
        int count = token ? 1 : again.Words.Count();
        Argument repeated = Whole(arguments.GetRange(arguments.Count - count, count)) with { IsMultiple = true, IsMultipleToken = token };
        arguments.RemoveRange(arguments.Count - count, count);
        arguments.Add(repeated);
    }

    private static bool EndsWith(List<string> words, IEnumerable<string> end) => words.TakeLast(end.Count()).SequenceEqual(end, StringComparer.Ordinal);

    private static string Spelt(string token) => token switch
    {
        "*" => "auto-id",
        "$" => "new-id",
        "=" => "equal",
        "~" => "approximately",
        "\"\"" => "empty-string",
        _ => token.ToLowerInvariant(),
    };
}

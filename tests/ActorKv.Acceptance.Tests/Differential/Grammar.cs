// Random commands from the way that their syntax is written down.
//
//   SET key value [NX|XX] [GET] [EX seconds|PXAT future|KEEPTTL]
//   MSET (key value)+
//
//   lower case   an argument of that kind, drawn from its generator      [ ]  half of the time      |  one of these
//   UPPER CASE   the word itself                                         ( )  a group               +  one to four times
//
// Now and then an argument is missing, or there is one that means nothing: errors are replies too.

using ActorKv.Acceptance.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace ActorKv.Acceptance.Tests.Differential;

internal sealed class Grammar(IReadOnlyDictionary<string, Gen<Argument>> kinds)
{
    private const int SpoiltIn = 40;
    private const string Signs = "[]()|+";

    /// <summary>Commands of the given syntax.</summary>
    public Gen<RandomCommand> Command(string syntax)
    {
        Queue<string> tokens = new(Tokens(syntax));
        Gen<Argument[]> whole = Alternatives(tokens);
        if (tokens.Count > 0) throw new FormatException($"'{tokens.Peek()}' is out of place in '{syntax}'.");
        return Gen.Frequency((SpoiltIn - 1, whole), (1, whole.SelectMany(Spoil))).Select(arguments => new RandomCommand(arguments));
    }

    private static string[] Tokens(string syntax)
    {
        string spaced = string.Concat(syntax.Select(letter => Signs.Contains(letter, StringComparison.Ordinal) ? $" {letter} " : $"{letter}"));
        return spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private Gen<Argument[]> Alternatives(Queue<string> tokens)
    {
        List<Gen<Argument[]>> choices = [Sequence(tokens)];
        while (tokens.TryPeek(out string? next) && next == "|")
        {
            tokens.Dequeue();
            choices.Add(Sequence(tokens));
        }
        return Gen.OneOf([.. choices]);
    }

    private Gen<Argument[]> Sequence(Queue<string> tokens)
    {
        List<Gen<Argument[]>> parts = [];
        while (tokens.TryPeek(out string? next) && next is not ("|" or "]" or ")")) parts.Add(Part(tokens));
        return Concatenation(parts);
    }

    private Gen<Argument[]> Part(Queue<string> tokens)
    {
        string token = tokens.Dequeue();
        Gen<Argument[]> part = token is "[" or "(" ? Alternatives(tokens) : kinds.GetValueOrDefault(token, Gen.Constant<Argument>(token)).Select(argument => new[] { argument });
        if (token is "[" or "(") tokens.Dequeue();
        if (token == "[") part = Gen.OneOf(part, Gen.Constant(Array.Empty<Argument>()));
        if (!tokens.TryPeek(out string? sign) || sign != "+") return part;
        tokens.Dequeue();
        return Gen.Choose(1, 4).SelectMany(times => Concatenation(Enumerable.Repeat(part, times)));
    }

    private static Gen<Argument[]> Concatenation(IEnumerable<Gen<Argument[]>> parts) =>
        Gen.CollectToArray(parts).Select(arguments => arguments.SelectMany(argument => argument).ToArray());

    private Gen<Argument[]> Spoil(Argument[] arguments) =>
        from at in Gen.Choose(1, Math.Max(1, arguments.Length - 1))
        from other in kinds["nonsense"]
        from how in Gen.Choose(0, 2)
        select how switch
        {
            0 => [.. arguments[..Math.Min(at, arguments.Length)], .. arguments.Skip(at + 1)],
            1 => [.. arguments[..Math.Min(at, arguments.Length)], other, .. arguments.Skip(at)],
            _ => (Argument[])[.. arguments[..Math.Min(at, arguments.Length)], other, .. arguments.Skip(at + 1)],
        };
}

// Every command has the same shape: a file of its own that opens with what it does, a line in its group's table, a spec that agrees with
// itself, and a test that calls it by its name.

using System.Text.RegularExpressions;
using ActorKv.Core.Commands;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Commands.Cluster;
using ActorKv.Engine.Commands.Server;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Commands;

public sealed partial class CommandShapeSpec
{
    // Commands, or containers of commands, whose arity is apart from their syntax, with the reason.
    private static readonly Dictionary<string, string> ArityApartFromSyntax = new(StringComparer.Ordinal)
    {
        ["DEBUG"] = "its subcommands count their arguments themselves: a wrong number and an unknown subcommand give the same error",
        ["PSYNC"] = "takes, and ignores, whatever stands behind the offset",
        ["QUIT"] = "takes, and ignores, whatever stands behind it",
    };

    private static IEnumerable<Type> CommandTypes => new[] { typeof(CommandTable).Assembly, typeof(Session).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsClass && (typeof(IKeyCommand).IsAssignableFrom(type) || typeof(ISessionCommand).IsAssignableFrom(type) || typeof(ITurnCommand).IsAssignableFrom(type) || IsContainer(type)));

    [Fact]
    public void Each_command_has_a_file_of_its_own_that_opens_with_what_it_does()
    {
        ILookup<string, string> files = SourceTree.Files("src").ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);
        Assert.All(CommandTypes, type =>
        {
            Assert.EndsWith("Command", type.Name, StringComparison.Ordinal);
            string file = Assert.Single(files[type.Name]);
            Assert.Equal(type.Namespace!["ActorKv.Core.".Length..].Split('.')[^1], Path.GetFileName(Path.GetDirectoryName(file)));

            string text = File.ReadAllText(file);
            Assert.Single(SpecPattern().Matches(text));
            Assert.StartsWith("// " + Spelling(SpecOf(type)), text, StringComparison.Ordinal);
            Assert.True(text[..text.IndexOf("namespace ", StringComparison.Ordinal)].Split('\n').Count(line => line.StartsWith("// ", StringComparison.Ordinal)) > 1,
                $"{file}: the head says how the command is typed, and not what it does.");
        });
    }

    [Fact]
    public void Each_command_is_in_the_table()
    {
        HashSet<CommandSpec> inTable = [.. AllSpecs()];
        Assert.All(CommandTypes, type => Assert.Contains(SpecOf(type), inTable));
        Assert.Equal(CommandTypes.Count(), inTable.Except(Rows).Count());
    }

    [Fact]
    public void Containers_list_the_subcommands_that_the_table_runs()
    {
        foreach (Command container in Table().Commands.Where(command => command.IsContainer))
        {
            Assert.All(container.Subcommands.Values, subcommand => Assert.Same(container.Spec, subcommand.Spec.Container));
            // What lies in the engine joins a container of Core there.
            IEnumerable<CommandSpec> run = container.Subcommands.Values.Select(subcommand => subcommand.Spec), listed = container.Spec.Subcommands;
            Assert.Equal(listed.OrderBy(spec => spec.Name), run.Where(spec => listed.Contains(spec)).OrderBy(spec => spec.Name));
            Assert.All(run.Except(listed), joined => Assert.Contains(CommandTypes, type => SpecOf(type) == joined && type.IsAssignableTo(typeof(ISessionCommand))));
        }
    }

    [Fact]
    public void Specs_say_what_the_command_is_since_when_and_at_what_cost() => Assert.All(AllSpecs(), spec =>
    {
        Assert.Matches("^[A-Z].*[^ ]\\.$", spec.Summary);
        Assert.Matches("^\\d+\\.\\d+\\.\\d+$", spec.Since);
        Assert.Matches("^(O\\(|Depends on )", spec.Complexity);
        Assert.Equal(spec.Name.ToUpperInvariant(), spec.Name);
    });

    [Fact]
    public void The_arity_is_what_the_syntax_asks_for() => Assert.All(AllSpecs(), spec =>
    {
        if (spec.Subcommands.Length > 0 || CountsForItself(spec)) return;
        int least = Required(spec.Syntax) + (spec.Container is null ? 1 : 2);
        bool more = spec.Syntax.Contains('[', StringComparison.Ordinal) || spec.Syntax.Contains("| STABLE", StringComparison.Ordinal) || spec.Syntax.Contains("...", StringComparison.Ordinal);
        Assert.True(spec.Arity == (more ? -least : least), $"{Spelling(spec)} {spec.Syntax}: arity {spec.Arity}, at least {least} arguments");
    });

    [Fact]
    public void Keys_lie_among_the_arguments_that_must_be_there() => Assert.All(AllSpecs(), spec => Assert.All(spec.Keys, key =>
    {
        if (key.Search != KeySearch.Index || CountsForItself(spec) || (key.Access & KeyAccess.NotKey) != 0) return;
        // Those that go on to the end may be none at all, as the sources of PFMERGE.
        int last = Math.Abs(spec.Arity) - (key.Range is { Last: -1 } && spec.Keys[0] != key ? 0 : 1);
        Assert.InRange(key.Begin, spec.Container is null ? 1 : 2, last);
    }));

    [Fact]
    public void Each_command_is_called_by_its_name_in_a_spec_of_its_group()
    {
        Dictionary<string, string> specs = [];
        List<string> without = [];
        foreach (Type type in CommandTypes.Where(type => !IsContainer(type)))
        {
            string project = type.Assembly.GetName().Name! + ".Tests", group = type.Namespace!.Split('.')[^1];
            if (!specs.TryGetValue(project + group, out string? texts)) specs.Add(project + group, texts = Texts(project, group));
            if (!Regex.IsMatch(texts, $@"\b{Regex.Escape(Spelling(SpecOf(type)))}\b")) without.Add(Spelling(SpecOf(type)));
        }
        Assert.True(without.Count == 0, "No spec in the folder of its group calls " + string.Join(", ", without));
    }

    private static string Texts(string project, string group)
    {
        string folder = Path.Combine(SourceTree.Root, "tests", project, "Commands", group);
        return Directory.Exists(folder) ? string.Concat(SourceTree.Files("tests", project, "Commands", group).Select(File.ReadAllText)) : "";
    }

    // Subcommands that do nothing here and stand as rows in a file together.
    private static IEnumerable<CommandSpec> Rows => ClusterRows.Specs.Concat(DebugRows.Specs);

    private static CommandTable Table() => EngineCommands.CreateAll();

    private static IEnumerable<CommandSpec> AllSpecs() =>
        Table().Commands.SelectMany(command => command.Subcommands.Values.Prepend(command)).Select(command => command.Spec);

    private static bool IsContainer(Type type) =>
        type is { IsAbstract: true, IsSealed: true } && type.GetProperty("Spec")?.PropertyType == typeof(CommandSpec);

    private static CommandSpec SpecOf(Type type) => (CommandSpec)type.GetProperty("Spec")!.GetValue(null)!;

    private static bool CountsForItself(CommandSpec spec) => ArityApartFromSyntax.ContainsKey(spec.Container?.Name ?? spec.Name);

    /// <summary>As it is typed: "CLIENT KILL".</summary>
    private static string Spelling(CommandSpec spec) => spec.FullName.Replace('|', ' ').ToUpperInvariant();

    // Words that must be typed: none inside [], and of <a | b c> the shortest way through.
    private static int Required(string syntax)
    {
        string text = syntax;
        while (Optional().IsMatch(text)) text = Optional().Replace(text, "");
        while (Choice().Match(text) is { Success: true } choice)
        {
            int least = choice.Groups[1].Value.Split(" | ").Min(way => way.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
            text = text.Replace(choice.Value, string.Join(' ', Enumerable.Repeat("word", least)), StringComparison.Ordinal);
        }
        return text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    [GeneratedRegex(@"public static CommandSpec Spec \{ get; \}")]
    private static partial Regex SpecPattern();

    [GeneratedRegex(@"\[[^\[\]]*\]")]
    private static partial Regex Optional();

    [GeneratedRegex("<([^<>]*)>")]
    private static partial Regex Choice();
}

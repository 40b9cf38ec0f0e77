// The commands as ACL rules see them: by number, by name, and by category.
//
// A category's rule touches its members and, when a member is a container, all of that container's subcommands, as in Redis: `client` itself
// is in @slow, so +@slow allows CLIENT ID although client|id is not. Members alone are what is counted and listed.

using System.Collections;
using ActorKv.Core.Commands;

namespace ActorKv.Engine.Access;

internal sealed class CommandCatalog
{
    private readonly CommandTable _table;
    private readonly Dictionary<string, Category> _categories = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="Name">Without the '@'.</param>
    /// <param name="Members">The commands and subcommands in it.</param>
    /// <param name="Touched">Numbers of what a rule about it changes.</param>
    internal sealed record Category(string Name, IReadOnlyList<Command> Members, IReadOnlyList<int> Touched);

    /// <param name="table">All commands.</param>
    /// <param name="numbered">The same, by number.</param>
    public CommandCatalog(CommandTable table, IReadOnlyList<Command> numbered)
    {
        _table = table;
        Count = numbered.Count;
        Commands = [.. numbered.Where(command => !command.Spec.Has(CommandFlags.EffectOnly)).OrderBy(command => command.Spec.FullName, StringComparer.Ordinal)];
        ILookup<string, Command> members = Commands
            .SelectMany(command => command.Spec.Categories.Select(category => (Category: category[1..], Command: command)))
            .ToLookup(pair => pair.Category, pair => pair.Command, StringComparer.Ordinal);
        Categories = [.. CommandCategories.All.Select(name => new Category(name, [.. members[name]], [.. members[name].SelectMany(Touched).Distinct()]))];
        foreach (Category category in Categories) _categories.Add(category.Name, category);
    }

    /// <summary>How many numbers there are.</summary>
    public int Count { get; }

    /// <summary>Commands and subcommands by name, so each container before its subcommands.</summary>
    public IReadOnlyList<Command> Commands { get; }

    /// <summary>All categories, in Redis' order.</summary>
    public IReadOnlyList<Category> Categories { get; }

    public Category? FindCategory(string name) => _categories.GetValueOrDefault(name);

    /// <summary>By name, "get" or "config|get", in any case.</summary>
    public Command? Find(string name)
    {
        int bar = name.IndexOf('|', StringComparison.Ordinal);
        Command? command = _table.Find(bar < 0 ? name : name[..bar]);
        if (command is null || command.Spec.Has(CommandFlags.EffectOnly)) return null;
        return bar < 0 ? command : command.Subcommands.GetValueOrDefault(name[(bar + 1)..]);
    }

    /// <summary>Numbers of a command and of its subcommands: what a rule about it changes.</summary>
    public static IEnumerable<int> Touched(Command command) => command.Subcommands.Values.Select(subcommand => subcommand.Number).Prepend(command.Number);

    /// <summary>A set of commands with none, or all, in it.</summary>
    public BitArray NewSet(bool all = false) => new(Count, all);
}

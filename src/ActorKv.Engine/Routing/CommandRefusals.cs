// Commands that a host does not have, and what it says, by full name ("client|tracking"): a host writes down its table once, and asks by spec.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Routing;

internal static class CommandRefusals
{
    /// <summary>The refusals of the commands of a table.</summary>
    /// <param name="commands">All commands.</param>
    /// <param name="refusals">Whole error replies by full name, in small letters.</param>
    /// <exception cref="ArgumentException">There is no command of one of the names.</exception>
    public static Dictionary<CommandSpec, string> In(CommandTable commands, IReadOnlyDictionary<string, string> refusals)
    {
        Dictionary<CommandSpec, string> found = [];
        foreach (Command command in commands.NumberAll())
            if (refusals.TryGetValue(command.Spec.FullName, out string? refusal)) found.Add(command.Spec, refusal);
        return found.Count == refusals.Count ? found : throw new ArgumentException("A command that is refused does not exist", nameof(refusals));
    }
}

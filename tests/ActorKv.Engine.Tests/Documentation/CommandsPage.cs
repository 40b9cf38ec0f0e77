// docs/commands.md: every command that the server answers, from the command table.

using System.Globalization;
using System.Text;
using ActorKv.Core.Commands;

namespace ActorKv.Engine.Tests.Documentation;

internal static class CommandsPage
{
    // Where a command knowingly does something else than redis-server 7.0.15. The heads of the commands' files say why.
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["BITOP"] = "DIFF, DIFF1, ANDOR and ONE are newer than 7.0.",
        ["CLIENT LIST"] = "Lines have the fields of Redis 7.4. Buffers that an idle connection does not hold here count 0.",
        ["CLIENT INFO"] = "As CLIENT LIST.",
        ["CLIENT NO-TOUCH"] = "Newer than 7.0.",
        ["CLIENT PAUSE"] = "A time too far off to have a number is refused; 7.0 says OK and does not pause.",
        ["CLIENT SETINFO"] = "Newer than 7.0.",
        ["CLIENT TRACKINGINFO"] = "Tracking is always off.",
        ["CONFIG SET"] = "Parameters that have one meaning here take no other value: see [configuration](configuration.md).",
        ["DEBUG"] = "Only these subcommands; the others of Redis are unknown.",
        ["DEBUG OBJECT"] = "The address only tells objects apart.",
        ["DEBUG RELOAD"] = "Without MERGE and NOFLUSH.",
        ["DEBUG SLEEP"] = "Commands that need no key are answered meanwhile.",
        ["LOLWUT"] = "A picture of our own.",
        ["MEMORY USAGE"] = "The numbers are those of our own layout.",
        ["OBJECT REFCOUNT"] = "Always 1; Redis shares small integers and answers 2147483647 for them.",
        ["ROLE"] = "Always a master without replicas.",
        ["SAVE"] = "Only the session that asks waits; the others go on.",
        ["SCAN"] = "Cursors have another form. A database of no more than COUNT keys comes back in one call.",
        ["SHUTDOWN"] = "There are no replicas that NOW and ABORT could be about.",
    };

    private static readonly Dictionary<CommandGroup, string> Titles = new()
    {
        [CommandGroup.PubSub] = "Publish and subscribe", [CommandGroup.SortedSet] = "Sorted sets", [CommandGroup.HyperLogLog] = "HyperLogLog",
        [CommandGroup.String] = "Strings", [CommandGroup.List] = "Lists", [CommandGroup.Set] = "Sets", [CommandGroup.Hash] = "Hashes",
        [CommandGroup.Stream] = "Streams", [CommandGroup.Bitmap] = "Bitmaps",
    };

    public static string Write(CommandTable table)
    {
        List<CommandSpec> specs = [.. Specs(table)];
        StringBuilder page = new();
        page.Append("# Commands\n\n")
            .Append("Every command that the server answers, made from its command table by a test ")
            .Append("(`ACTORKV_WRITE_DOCS=1 dotnet test tests/ActorKv.Engine.Tests --filter Documentation`).\n\n")
            .Append("Options, replies and error texts are those of redis-server 7.0.15, held against a real one by the tests; where a command ")
            .Append("knowingly differs, the last column says so. *Since* is the version of Redis that has the command first. *Arity* counts the ")
            .Append("command's name, and that of a subcommand; a negative one is the least.\n");
        foreach (IGrouping<CommandGroup, CommandSpec> group in specs.GroupBy(spec => spec.Group).OrderBy(group => group.Key))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {Titles.GetValueOrDefault(group.Key) ?? group.Key.ToString()}\n\n")
                .Append("| Command | Arguments | Since | Arity | Cost | What it does | Apart from Redis |\n|---|---|---|---|---|---|---|\n");
            foreach (CommandSpec spec in group.OrderBy(Name, StringComparer.Ordinal)) Row(page, spec);
        }
        return page.ToString();
    }

    /// <summary>Differences noted for commands that do not exist.</summary>
    public static IEnumerable<string> Unknown(CommandTable table) => Differences.Keys.Except(Specs(table).Select(Name));

    private static void Row(StringBuilder page, CommandSpec spec)
    {
        bool container = spec.Subcommands.Length > 0;
        page.Append(CultureInfo.InvariantCulture, $"| **{Name(spec)}** | {GeneratedPage.Code(spec.Syntax)} | {spec.Since} | {spec.Arity} | ")
            .Append(CultureInfo.InvariantCulture, $"{(container ? "" : GeneratedPage.Cell(spec.Complexity))} | {GeneratedPage.Cell(spec.Summary)} | ")
            .Append(GeneratedPage.Cell(Differences.GetValueOrDefault(Name(spec)) ?? "")).Append(" |\n");
    }

    // What only the journal says is no command.
    private static IEnumerable<CommandSpec> Specs(CommandTable table) => table.Commands
        .SelectMany(command => command.Subcommands.Values.Prepend(command)).Select(command => command.Spec)
        .Where(spec => !spec.Has(CommandFlags.EffectOnly));

    private static string Name(CommandSpec spec) => spec.FullName.Replace('|', ' ').ToUpperInvariant();
}

// docs/commands.md: every command of Redis and what it is here, from the command table and the list of Redis' commands.

using System.Globalization;
using System.Text;
using ActorKv.Core.Commands;

namespace ActorKv.Engine.Tests.Documentation;

internal static class CommandsPage
{
    private const string Refused = "Refused, with the reason.";
    private const string TopologyIsTheClusters = "Refused in a cluster, with the reason: the nodes settle it over their database.";

    // Where a command knowingly does something else than redis-server 7.0.15. The heads of the commands' files say why.
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["CLIENT LIST"] = "Lines have the fields of Redis 7.4. An idle connection holds no buffers, so most of its figures are 0.",
        ["CLIENT INFO"] = "As CLIENT LIST.",
        ["CLIENT NO-TOUCH"] = "Newer than 7.0.",
        ["CLIENT PAUSE"] = "A time too far off to have a number is refused; 7.0 says OK and does not pause.",
        ["CLIENT SETINFO"] = "Newer than 7.0.",
        ["CLIENT TRACKING"] = "With BCAST every key is told by itself; Redis gathers those of a round. SWAPDB tells everybody to forget everything; Redis tells nobody.",
        ["CLUSTER COUNTKEYSINSLOT"] = "Answered for any slot, by the node that has it; Redis counts the asked node's own keys.",
        ["CLUSTER GETKEYSINSLOT"] = "As CLUSTER COUNTKEYSINSLOT.",
        ["CLUSTER HELP"] = "Without what is refused.",
        ["CLUSTER INFO"] = "The counts of messages are 0: nodes send each other none about themselves.",
        ["CLUSTER NODES"] = "The times of pings and pongs are 0.",
        ["CLUSTER ADDSLOTS"] = TopologyIsTheClusters,
        ["CLUSTER ADDSLOTSRANGE"] = TopologyIsTheClusters,
        ["CLUSTER BUMPEPOCH"] = TopologyIsTheClusters,
        ["CLUSTER DELSLOTS"] = TopologyIsTheClusters,
        ["CLUSTER DELSLOTSRANGE"] = TopologyIsTheClusters,
        ["CLUSTER FAILOVER"] = TopologyIsTheClusters,
        ["CLUSTER FLUSHSLOTS"] = TopologyIsTheClusters,
        ["CLUSTER FORGET"] = TopologyIsTheClusters,
        ["CLUSTER MEET"] = TopologyIsTheClusters,
        ["CLUSTER REPLICATE"] = TopologyIsTheClusters,
        ["CLUSTER RESET"] = TopologyIsTheClusters,
        ["CLUSTER SAVECONFIG"] = TopologyIsTheClusters,
        ["CLUSTER SET-CONFIG-EPOCH"] = TopologyIsTheClusters,
        ["CLUSTER SETSLOT"] = TopologyIsTheClusters,
        ["CONFIG SET"] = "Parameters that have one meaning here take no other value: see [configuration](configuration.md).",
        ["DEBUG"] = "Subcommands that crash the server or look at how Redis keeps values are refused, with the reason.",
        ["DEBUG ASSERT"] = Refused,
        ["DEBUG CLUSTERLINK"] = Refused,
        ["DEBUG CONFIG-REWRITE-FORCE-ALL"] = Refused,
        ["DEBUG CRASH-AND-RECOVER"] = Refused,
        ["DEBUG HTSTATS-KEY"] = Refused,
        ["DEBUG LEAK"] = Refused,
        ["DEBUG LISTPACK"] = Refused,
        ["DEBUG MALLCTL"] = Refused,
        ["DEBUG MALLCTL-STR"] = Refused,
        ["DEBUG OOM"] = Refused,
        ["DEBUG PANIC"] = Refused,
        ["DEBUG QUICKLIST"] = Refused,
        ["DEBUG REPLICATE"] = Refused,
        ["DEBUG RESTART"] = Refused,
        ["DEBUG SDSLEN"] = Refused,
        ["DEBUG SEGFAULT"] = Refused,
        ["DEBUG SET-SKIP-CHECKSUM-VALIDATION"] = Refused,
        ["DEBUG STRINGMATCH-TEST"] = Refused,
        ["DEBUG STRUCTSIZE"] = Refused,
        ["DEBUG HTSTATS"] = "Elements and bytes of our tables, which have no chains.",
        ["DEBUG OBJECT"] = "The address only tells objects apart.",
        ["DEBUG RELOAD"] = "Without MERGE and NOFLUSH.",
        ["DEBUG SLEEP"] = "Commands that need no key are answered meanwhile.",
        ["LATENCY DOCTOR"] = "Words of our own.",
        ["LATENCY GRAPH"] = "A picture of our own.",
        ["LATENCY HISTOGRAM"] = "Of the calls of quick commands one in 32 is timed and stands for 32.",
        ["LOLWUT"] = "A picture of our own.",
        ["MEMORY DOCTOR"] = "Words of our own.",
        ["MEMORY MALLOC-STATS"] = "The figures of .NET's garbage collector.",
        ["MEMORY STATS"] = "The allocator is .NET's garbage collector. Nothing is kept for replicas, cluster links, scripts and functions.",
        ["MEMORY USAGE"] = "The numbers are those of our own layout.",
        ["OBJECT REFCOUNT"] = "Always 1; Redis shares small integers and answers 2147483647 for them.",
        ["PFDEBUG"] = "DECODE refuses registers that do not add up.",
        ["PFSELFTEST"] = "A test of our own, which takes milliseconds.",
        ["PUBLISH"] = "A publisher that has subscribed too gets the reply before the message, as since Redis 7.2.",
        ["RESTORE"] = "Bytes behind the value are refused; Redis does not look at them. Types of modules are unknown.",
        ["PSYNC"] = "A whole snapshot, for tools; then the connection closes. Servers that want to be replicas are refused.",
        ["REPLICAOF"] = "Only NO ONE.",
        ["ROLE"] = "Always a master without replicas.",
        ["SAVE"] = "Only the session that asks waits; the others go on.",
        ["SCAN"] = "Cursors have another form. A database of no more than COUNT keys comes back in one call.",
        ["SORT"] = "With BY and ALPHA, elements of equal weight keep the order they had; Redis leaves theirs open. A small sorted set stays packed; Redis makes a skiplist of it.",
        ["SORT_RO"] = "As SORT.",
        ["SHUTDOWN"] = "There are no replicas that NOW and ABORT could be about.",
        ["SLAVEOF"] = "Only NO ONE.",
        ["SLOWLOG GET"] = "Of quick commands the time is up to 4 ms too much, unless slowlog-log-slower-than is below 10000.",
        ["SYNC"] = "As PSYNC.",
        ["WAIT"] = "There are no replicas: 0, when the time is over.",
        ["ACL SETUSER"] = "Quotes inside of parentheses must be balanced; Redis takes a selector where they are not for an empty one.",
        ["WAITAOF"] = "There are no replicas. The journal is synced for the asking connection at once, whatever `appendfsync` says.",
        ["ZRANDMEMBER"] = "A count below -1073741823 is refused; Redis begins a reply of that length.",
        ["ZRANGESTORE"] = "A score of -0 stays -0 in a large result; Redis makes it 0 when the range is one of scores or members.",
    };

    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["generic"] = "Keys of any type", ["string"] = "Strings", ["list"] = "Lists", ["set"] = "Sets", ["sorted-set"] = "Sorted sets", ["hash"] = "Hashes",
        ["bitmap"] = "Bitmaps", ["hyperloglog"] = "HyperLogLog", ["geo"] = "Geo", ["stream"] = "Streams", ["pubsub"] = "Publish and subscribe",
        ["transactions"] = "Transactions", ["scripting"] = "Scripts and functions", ["connection"] = "Connections", ["server"] = "Server", ["cluster"] = "Cluster",
        ["vector-set"] = "Vector sets",
    };

    private const string Head = """
        # Commands

        Every command of Redis, up to version 8.4, and what it is here. Made from the command table of the server and the list of Redis'
        commands by a test (`ACTORKV_WRITE_DOCS=1 dotnet test tests/ActorKv.Engine.Tests --filter Documentation`).

        - **exact**: options, replies and error texts are those of redis-server 7.0.15, held against a real one by the tests; for what came later,
          those of Redis' documentation.
        - **differs**: works, and knowingly does something else; the reason stands with it.
        - **absent**: unknown here.

        *Since* is the version of Redis that has the command first. *Arity* counts the command's name, and that of a subcommand; a negative one is
        the least. Not listed are the commands of Sentinel, which is a server of its own, and those of the modules that Redis 8 brings along
        (`JSON.*`, `FT.*`, `TS.*`, `BF.*`, `CF.*`, `CMS.*`, `TOPK.*`, `TDIGEST.*`): none of them is here.


        """;

    private const string Ours = """

        ## Commands of our own

        Redis does not have them. [changes.md](changes.md) says how to use them.

        | Command | Arguments | Arity | Cost | What it does |
        |---|---|---|---|---|

        """;

    public static string Write(CommandTable table)
    {
        Dictionary<string, CommandSpec> specs = Specs(table).ToDictionary(Name, StringComparer.Ordinal);
        List<(string Title, List<RedisCommand> Commands)> groups = [.. Titles.Select(title =>
            (title.Value, RedisCommands.All.Where(command => command.Group == title.Key).OrderBy(command => command.Name, StringComparer.Ordinal).ToList()))];
        StringBuilder page = new(Head);
        page.Append("| Group | Commands | Exact | Differ | Absent |\n|---|---|---|---|---|\n");
        foreach ((string title, List<RedisCommand> commands) in groups) Summary(page, title, commands, specs);
        Summary(page, "**All**", [.. groups.SelectMany(group => group.Commands)], specs);
        foreach ((string title, List<RedisCommand> commands) in groups)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| Command | Arguments | Since | Arity | Cost | What it does | Here |\n|---|---|---|---|---|---|---|\n");
            foreach (RedisCommand command in commands) Row(page, command, specs.GetValueOrDefault(command.Name));
        }
        page.Append(Ours);
        foreach (CommandSpec spec in specs.Values.Where(IsOurs).OrderBy(spec => spec.Name, StringComparer.Ordinal))
            page.Append(CultureInfo.InvariantCulture, $"| **{Name(spec)}** | {GeneratedPage.Code(spec.Syntax)} | {spec.Arity} | {GeneratedPage.Cell(spec.Complexity)} | {spec.Summary} |\n");
        return page.ToString();
    }

    /// <summary>Differences noted for commands that do not exist.</summary>
    public static IEnumerable<string> Unknown(CommandTable table) => Differences.Keys.Except(Specs(table).Select(Name));

    /// <summary>Commands that Redis does not have, or has in another group or since another version, and that are not said to be our own.</summary>
    public static IEnumerable<string> Unlisted(CommandTable table) =>
        Specs(table).Where(spec => !IsOurs(spec)).Select(spec => new RedisCommand(Name(spec), GroupOf(spec), spec.Since)).Except(RedisCommands.All).Select(command => command.ToString());

    private static void Summary(StringBuilder page, string title, List<RedisCommand> commands, Dictionary<string, CommandSpec> specs)
    {
        int here = commands.Count(command => specs.ContainsKey(command.Name)), differ = commands.Count(command => Differences.ContainsKey(command.Name));
        page.Append(CultureInfo.InvariantCulture, $"| {title} | {commands.Count} | {here - differ} | {differ} | {commands.Count - here} |\n");
    }

    private static void Row(StringBuilder page, RedisCommand command, CommandSpec? spec)
    {
        if (spec is null)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {command.Name} | | {command.Since} | | | | absent |\n");
            return;
        }
        bool container = spec.Subcommands.Length > 0;
        string state = Differences.TryGetValue(command.Name, out string? reason) ? "differs: " + reason : "exact";
        page.Append(CultureInfo.InvariantCulture, $"| **{command.Name}** | {GeneratedPage.Code(spec.Syntax)} | {spec.Since} | {spec.Arity} | ")
            .Append(CultureInfo.InvariantCulture, $"{(container ? "" : GeneratedPage.Cell(spec.Complexity))} | {GeneratedPage.Cell(spec.Summary)} | {GeneratedPage.Cell(state)} |\n");
    }

    // What only the journal says is no command.
    private static IEnumerable<CommandSpec> Specs(CommandTable table) => table.Commands
        .SelectMany(command => command.Subcommands.Values.Prepend(command)).Select(command => command.Spec)
        .Where(spec => !spec.Has(CommandFlags.EffectOnly));

    private static bool IsOurs(CommandSpec spec) => spec.Name.StartsWith("AKV.", StringComparison.Ordinal);

    private static string Name(CommandSpec spec) => spec.FullName.Replace('|', ' ').ToUpperInvariant();

    private static string GroupOf(CommandSpec spec) => spec.Group == CommandGroup.SortedSet ? "sorted-set" : spec.Group.ToString().ToLowerInvariant();
}

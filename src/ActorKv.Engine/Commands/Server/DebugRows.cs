// The subcommands of Redis' DEBUG that do nothing here: rows instead of files.
//
// Some have nothing to act on, and say OK so that test suites written for Redis go on. The others crash the server or poke at parts that only
// Redis has: they are refused, with the reason.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal static class DebugRows
{
    private const string Crash = "the server does not crash on request";
    private const string Malloc = "memory is managed by .NET's garbage collector";
    private const string Layout = "values are not kept as Redis keeps them; see DEBUG OBJECT";

    private static readonly (CommandSpec Spec, SessionCommandBody Body)[] Rows =
    [
        Nothing("AOF-FLUSH-SLEEP", 1, "microsec"), Nothing("DROP-CLUSTER-PACKET-FILTER", 1, "packet-type"), Nothing("REPLYBUFFER", 2, "option value"),
        Nothing("SET-DISABLE-DENY-SCRIPTS", 1, "<0 | 1>"), (Spec("QUICKLIST-PACKED-THRESHOLD", "size"), PackedThreshold),
        Refused("ASSERT", Crash), Refused("CLUSTERLINK", "there is no cluster"), Refused("CONFIG-REWRITE-FORCE-ALL", "use CONFIG REWRITE"),
        Refused("CRASH-AND-RECOVER", Crash), Refused("HTSTATS-KEY", Layout), Refused("LEAK", Malloc), Refused("LISTPACK", Layout),
        Refused("MALLCTL", Malloc), Refused("MALLCTL-STR", Malloc), Refused("OOM", Crash), Refused("PANIC", Crash), Refused("QUICKLIST", Layout),
        Refused("REPLICATE", "there are no replicas"), Refused("RESTART", Crash), Refused("SDSLEN", Layout), Refused("SEGFAULT", Crash),
        Refused("SET-SKIP-CHECKSUM-VALIDATION", "checksums are always checked"), Refused("STRINGMATCH-TEST", "patterns are tested by the tests of this program"),
        Refused("STRUCTSIZE", Layout),
    ];

    public static IEnumerable<CommandSpec> Specs => Rows.Select(row => row.Spec);

    public static CommandTable AddDebugRows(this CommandTable table)
    {
        Command debug = table.Find("DEBUG")!;
        foreach ((CommandSpec spec, SessionCommandBody body) in Rows) debug.AddSubcommand(new SessionCommand(spec, body));
        return table;
    }

    private static (CommandSpec, SessionCommandBody) Nothing(string name, int arguments, string syntax) => (Spec(name, syntax), (ref ArgReader args, Session session) =>
    {
        if (DebugArguments.Are(arguments, in args, session.Reply)) session.Reply.Ok();
    });

    private static (CommandSpec, SessionCommandBody) Refused(string name, string why) => (Spec(name, ""), (ref ArgReader args, Session session) =>
        session.Reply.Error($"ERR DEBUG {name} is not supported: {why}"));

    // There is one kind of node, so the limit changes nothing; it is checked as Redis does.
    private static void PackedThreshold(ref ArgReader args, Session session)
    {
        if (!DebugArguments.Are(1, in args, session.Reply)) return;
        if (MemoryKind.TryParse(SessionErrors.Text(args.Next()), out long bytes) && bytes is >= 0 and <= uint.MaxValue) session.Reply.Ok();
        else session.Reply.Error("ERR argument must be a memory value bigger than 1 and smaller than 4gb"u8);
    }

    private static CommandSpec Spec(string name, string syntax) => new(name)
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)", Summary = "For Redis' own tests; does nothing here.", Syntax = syntax,
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.KeylessFlags,
    };
}

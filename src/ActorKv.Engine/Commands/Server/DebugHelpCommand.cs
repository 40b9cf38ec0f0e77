// DEBUG HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Shared;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of DEBUG.",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.KeylessFlags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!DebugArguments.Are(0, in args, session.Reply)) return;
        HelpText.Reply(session.Reply, "DEBUG",
            "CHANGE-REPL-ID",
            "    Give the server another replication id.",
            "DIGEST",
            "    One number for the whole state.",
            "DIGEST-VALUE <key> [<key> ...]",
            "    One number for the value of each <key>.",
            "ERROR <string>",
            "    Reply this error.",
            "HTSTATS <dbid>",
            "    The size of the tables of a database.",
            "LOADAOF",
            "    Load everything anew from the journal.",
            "LOG <message>",
            "    Write into the server's log.",
            "OBJECT <key>",
            "    How the value of <key> is kept.",
            "PAUSE-CRON <0|1>",
            "    Stop and start the heartbeat.",
            "POPULATE <count> [<prefix>] [<size>]",
            "    Make <count> keys <prefix>:<number>, with values of <size> bytes.",
            "PROTOCOL <type>",
            "    Reply a value of a type: string, integer, double, bignum, null, array,",
            "    set, map, attrib, push, verbatim, true, false.",
            "RELOAD [NOSAVE]",
            "    Save, and load everything anew; NOSAVE only loads.",
            "SET-ACTIVE-EXPIRE <0|1>",
            "    Stop and start the sweep that removes expired keys.",
            "SLEEP <seconds>",
            "    Run no turn anywhere for so long. May have decimals.");
    }
}

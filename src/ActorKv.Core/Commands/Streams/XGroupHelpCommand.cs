// XGROUP HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XGroupHelpCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of XGROUP.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => HelpText.Reply(turn.Reply, "XGROUP",
        "CREATE <key> <groupname> <id|$> [option]",
        "    A new group, to read what lies behind <id>. Options:",
        "    * MKSTREAM",
        "      The stream is made when <key> is missing.",
        "    * ENTRIESREAD entries_read",
        "      How many entries there were up to <id>.",
        "CREATECONSUMER <key> <groupname> <consumer>",
        "    A new consumer of a group.",
        "DELCONSUMER <key> <groupname> <consumer>",
        "    Takes a consumer away, with what it has pending.",
        "DESTROY <key> <groupname>",
        "    Takes a group away.",
        "SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]",
        "    The group reads on behind <id>.");
}

// XINFO HELP
//
// Lists the subcommands, a line of syntax each with a line on what it does.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XInfoHelpCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of XINFO.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => HelpText.Reply(turn.Reply, "XINFO",
        "CONSUMERS <key> <groupname>",
        "    Who is in the group <groupname>.",
        "GROUPS <key>",
        "    The groups of a stream.",
        "STREAM <key> [FULL [COUNT <count>]",
        "    What there is to know of a stream.");
}

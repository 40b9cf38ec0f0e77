// OBJECT HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class ObjectHelpCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Generic, Since = "6.2.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of OBJECT.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => HelpText.Reply(turn.Reply, "OBJECT",
        "ENCODING <key>",
        "    How the value of <key> is kept in memory.",
        "FREQ <key>",
        "    How often <key> is accessed, on a logarithmic scale from 0 to 255.",
        "IDLETIME <key>",
        "    Seconds since <key> was accessed.",
        "REFCOUNT <key>",
        "    How many places hold the value of <key>.");
}

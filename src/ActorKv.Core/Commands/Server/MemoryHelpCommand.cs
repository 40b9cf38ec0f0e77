// MEMORY HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Server;

internal sealed class MemoryHelpCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Server, Since = "4.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of MEMORY.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => HelpText.Reply(turn.Reply, "MEMORY",
        "DOCTOR",
        "    What there is to say about the server's memory, in words.",
        "MALLOC-STATS",
        "    What the garbage collector says of itself.",
        "PURGE",
        "    Collect garbage and give memory back to the system.",
        "STATS",
        "    What the server's memory is used for.",
        "USAGE <key> [SAMPLES <count>]",
        "    Bytes that <key> takes with its value. Values know their size: <count> is",
        "    checked and changes nothing.");
}

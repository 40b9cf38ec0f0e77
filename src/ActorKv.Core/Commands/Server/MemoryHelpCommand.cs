// MEMORY HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Server;

internal sealed class MemoryHelpCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Server, Since = "4.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of MEMORY.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        RespWriter writer = turn.Reply;
        writer.Array(6);
        writer.SimpleString("MEMORY <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"u8);
        writer.SimpleString("USAGE <key> [SAMPLES <count>]"u8);
        writer.SimpleString("    Bytes that <key> takes with its value. Of a collection <count> elements are"u8);
        writer.SimpleString("    looked at (default: 5; 0: all of them)."u8);
        writer.SimpleString("HELP"u8);
        writer.SimpleString("    These lines."u8);
    }
}

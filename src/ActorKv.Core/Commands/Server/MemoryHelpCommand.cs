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
        writer.Array(14);
        writer.SimpleString("MEMORY <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"u8);
        writer.SimpleString("DOCTOR"u8);
        writer.SimpleString("    What there is to say about the server's memory, in words."u8);
        writer.SimpleString("MALLOC-STATS"u8);
        writer.SimpleString("    What the garbage collector says of itself."u8);
        writer.SimpleString("PURGE"u8);
        writer.SimpleString("    Collect garbage and give memory back to the system."u8);
        writer.SimpleString("STATS"u8);
        writer.SimpleString("    What the server's memory is used for."u8);
        writer.SimpleString("USAGE <key> [SAMPLES <count>]"u8);
        writer.SimpleString("    Bytes that <key> takes with its value. Values know their size: <count> is"u8);
        writer.SimpleString("    checked and changes nothing."u8);
        writer.SimpleString("HELP"u8);
        writer.SimpleString("    These lines."u8);
    }
}

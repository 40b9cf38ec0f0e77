// OBJECT HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Generic;

internal sealed class ObjectHelpCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Generic, Since = "6.2.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of OBJECT.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        RespWriter writer = turn.Reply;
        writer.Array(11);
        writer.SimpleString("OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"u8);
        writer.SimpleString("ENCODING <key>"u8);
        writer.SimpleString("    How the value of <key> is kept in memory."u8);
        writer.SimpleString("FREQ <key>"u8);
        writer.SimpleString("    How often <key> is accessed, on a logarithmic scale from 0 to 255."u8);
        writer.SimpleString("IDLETIME <key>"u8);
        writer.SimpleString("    Seconds since <key> was accessed."u8);
        writer.SimpleString("REFCOUNT <key>"u8);
        writer.SimpleString("    How many places hold the value of <key>."u8);
        writer.SimpleString("HELP"u8);
        writer.SimpleString("    These lines."u8);
    }
}

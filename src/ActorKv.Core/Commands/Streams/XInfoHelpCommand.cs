// XINFO HELP
//
// Lists the subcommands, a line of syntax each with a line on what it does.

using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XInfoHelpCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of XINFO.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        RespWriter writer = turn.Reply;
        writer.Array(9);
        writer.SimpleString("XINFO <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"u8);
        writer.SimpleString("CONSUMERS <key> <groupname>"u8);
        writer.SimpleString("    Who is in the group <groupname>."u8);
        writer.SimpleString("GROUPS <key>"u8);
        writer.SimpleString("    The groups of a stream."u8);
        writer.SimpleString("STREAM <key> [FULL [COUNT <count>]"u8);
        writer.SimpleString("    What there is to know of a stream."u8);
        writer.SimpleString("HELP"u8);
        writer.SimpleString("    These lines."u8);
    }
}

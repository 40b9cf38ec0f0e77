// XGROUP HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XGroupHelpCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of XGROUP.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        RespWriter writer = turn.Reply;
        writer.Array(17);
        writer.SimpleString("XGROUP <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"u8);
        writer.SimpleString("CREATE <key> <groupname> <id|$> [option]"u8);
        writer.SimpleString("    A new group, to read what lies behind <id>. Options:"u8);
        writer.SimpleString("    * MKSTREAM"u8);
        writer.SimpleString("      The stream is made when <key> is missing."u8);
        writer.SimpleString("    * ENTRIESREAD entries_read"u8);
        writer.SimpleString("      How many entries there were up to <id>."u8);
        writer.SimpleString("CREATECONSUMER <key> <groupname> <consumer>"u8);
        writer.SimpleString("    A new consumer of a group."u8);
        writer.SimpleString("DELCONSUMER <key> <groupname> <consumer>"u8);
        writer.SimpleString("    Takes a consumer away, with what it has pending."u8);
        writer.SimpleString("DESTROY <key> <groupname>"u8);
        writer.SimpleString("    Takes a group away."u8);
        writer.SimpleString("SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]"u8);
        writer.SimpleString("    The group reads on behind <id>."u8);
        writer.SimpleString("HELP"u8);
        writer.SimpleString("    These lines."u8);
    }
}

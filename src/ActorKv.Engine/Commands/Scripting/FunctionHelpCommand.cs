// FUNCTION HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class FunctionHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Scripting, Since = "7.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of FUNCTION.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        RespWriter writer = session.Reply;
        writer.Array(20);
        writer.SimpleString("FUNCTION <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"u8);
        writer.SimpleString("DELETE <LIBRARY NAME>"u8);
        writer.SimpleString("    Remove a library with its functions."u8);
        writer.SimpleString("DUMP"u8);
        writer.SimpleString("    All libraries as a payload for RESTORE."u8);
        writer.SimpleString("FLUSH [ASYNC|SYNC]"u8);
        writer.SimpleString("    Remove all libraries."u8);
        writer.SimpleString("KILL"u8);
        writer.SimpleString("    Stop the functions that run and have not written."u8);
        writer.SimpleString("LIST [LIBRARYNAME PATTERN] [WITHCODE]"u8);
        writer.SimpleString("    The libraries, all or by name, with their functions and, if wanted, their texts."u8);
        writer.SimpleString("LOAD [REPLACE] <FUNCTION CODE>"u8);
        writer.SimpleString("    Load a library, with REPLACE over one of its name."u8);
        writer.SimpleString("RESTORE <PAYLOAD> [FLUSH|APPEND|REPLACE]"u8);
        writer.SimpleString("    Load the libraries of a DUMP: instead of all (FLUSH), beside others (APPEND),"u8);
        writer.SimpleString("    or over those of their names (REPLACE)."u8);
        writer.SimpleString("STATS"u8);
        writer.SimpleString("    What runs, and how many functions there are."u8);
        writer.SimpleString("HELP"u8);
        writer.SimpleString("    These lines."u8);
    }
}

// DEBUG HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of DEBUG.",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.KeylessFlags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        RespWriter writer = session.Reply;
        if (!DebugArguments.Are(0, in args, writer)) return;
        writer.Array(15);
        writer.SimpleString("DEBUG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"u8);
        writer.SimpleString("DIGEST"u8);
        writer.SimpleString("    One number for the whole state."u8);
        writer.SimpleString("DIGEST-VALUE <key> [<key> ...]"u8);
        writer.SimpleString("    One number for the value of each <key>."u8);
        writer.SimpleString("OBJECT <key>"u8);
        writer.SimpleString("    How the value of <key> is kept."u8);
        writer.SimpleString("RELOAD [NOSAVE]"u8);
        writer.SimpleString("    Save, and load everything anew; NOSAVE only loads."u8);
        writer.SimpleString("SET-ACTIVE-EXPIRE 0 | 1"u8);
        writer.SimpleString("    Stop and start the sweep that removes expired keys."u8);
        writer.SimpleString("SLEEP <seconds>"u8);
        writer.SimpleString("    Run no turn anywhere for so long. May have decimals."u8);
        writer.SimpleString("HELP"u8);
        writer.SimpleString("    These lines."u8);
    }
}

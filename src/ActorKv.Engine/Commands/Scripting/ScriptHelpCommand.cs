// SCRIPT HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class ScriptHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Scripting, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of SCRIPT.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        RespWriter writer = session.Reply;
        writer.Array(13);
        writer.SimpleString("SCRIPT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"u8);
        writer.SimpleString("DEBUG (YES|SYNC|NO)"u8);
        writer.SimpleString("    Only NO: there is no debugger."u8);
        writer.SimpleString("EXISTS <sha1> [<sha1> ...]"u8);
        writer.SimpleString("    Which of these scripts are kept."u8);
        writer.SimpleString("FLUSH [ASYNC|SYNC]"u8);
        writer.SimpleString("    Forget all of them."u8);
        writer.SimpleString("KILL"u8);
        writer.SimpleString("    Stop the scripts that run and have not written."u8);
        writer.SimpleString("LOAD <script>"u8);
        writer.SimpleString("    Keep a script for EVALSHA, without running it."u8);
        writer.SimpleString("HELP"u8);
        writer.SimpleString("    These lines."u8);
    }
}

// CONFIG HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Server;

internal sealed class ConfigHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Server, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of CONFIG.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        RespWriter writer = session.Reply;
        writer.Array(11);
        writer.SimpleString("CONFIG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"u8);
        writer.SimpleString("GET <pattern> [<pattern> ...]"u8);
        writer.SimpleString("    Parameters whose names match, with their values."u8);
        writer.SimpleString("SET <name> <value> [<name> <value> ...]"u8);
        writer.SimpleString("    Give parameters new values, all of them or none."u8);
        writer.SimpleString("RESETSTAT"u8);
        writer.SimpleString("    Let the counters of INFO begin anew."u8);
        writer.SimpleString("REWRITE"u8);
        writer.SimpleString("    Bring the configuration file up to date."u8);
        writer.SimpleString("HELP"u8);
        writer.SimpleString("    These lines."u8);
    }
}

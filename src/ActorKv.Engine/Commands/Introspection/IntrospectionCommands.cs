using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Introspection;

/// <summary>The commands about commands.</summary>
internal static class IntrospectionCommands
{
    public static CommandTable AddIntrospection(this CommandTable table) => table
        .AddSession<CommandCommand>()
        .AddSessionTo<CommandCountCommand>("COMMAND")
        .AddSessionTo<CommandDocsCommand>("COMMAND")
        .AddSessionTo<CommandGetKeysCommand>("COMMAND")
        .AddSessionTo<CommandGetKeysAndFlagsCommand>("COMMAND")
        .AddSessionTo<CommandHelpCommand>("COMMAND")
        .AddSessionTo<CommandInfoCommand>("COMMAND")
        .AddSessionTo<CommandListCommand>("COMMAND");
}

// CONFIG subcommand [arguments …]
//
// The container of the commands about the server's parameters. What the parameters are stands in Configuration/ServerParameterTable.cs.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Commands.Server;

internal static class ConfigCommand
{
    /// <summary>The flags that all subcommands but HELP have.</summary>
    public const CommandFlags Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale;

    public static CommandSpec Spec { get; } = new("CONFIG")
    {
        Group = CommandGroup.Server, Since = "2.0.0", Complexity = "Depends on subcommand.",
        Summary = "Commands about the server's parameters.",
        Arity = -2,
        Subcommands = [ConfigGetCommand.Spec, ConfigHelpCommand.Spec, ConfigResetStatCommand.Spec, ConfigRewriteCommand.Spec, ConfigSetCommand.Spec],
    };
}

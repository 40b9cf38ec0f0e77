// DEBUG subcommand [arguments …]
//
// The container of what tests and tools need: stop the world, look behind a value, compare whole states. Redis has many more subcommands, made
// for its own test suite: see DebugRows.
//
// Redis parses DEBUG by hand, so a wrong number of arguments and an unknown subcommand give the same error. That is why the subcommands take
// any number by their specs and look themselves (Shared/DebugArguments.cs). Those over keys stand here too, with the rest of the container.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Commands.Server;

internal static class DebugCommand
{
    public const int AnyArity = -2;

    public const CommandFlags Flags = CommandFlags.Admin | CommandFlags.NoScript;

    /// <summary>The flags of those that look at no key, and so work while the store is loading.</summary>
    public const CommandFlags KeylessFlags = Flags | CommandFlags.Loading | CommandFlags.Stale;

    public static CommandSpec Spec { get; } = new("DEBUG")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "Depends on subcommand.",
        Summary = "Commands for tests and tools.",
        Arity = -2, Flags = KeylessFlags,
        Subcommands =
        [
            DebugChangeReplIdCommand.Spec, DebugDigestCommand.Spec, DebugDigestValueCommand.Spec, DebugErrorCommand.Spec, DebugHelpCommand.Spec,
            DebugHtStatsCommand.Spec, DebugLoadAofCommand.Spec, DebugLogCommand.Spec, DebugObjectCommand.Spec, DebugPauseCronCommand.Spec,
            DebugPopulateCommand.Spec, DebugProtocolCommand.Spec, DebugReloadCommand.Spec, DebugSetActiveExpireCommand.Spec, DebugSleepCommand.Spec,
            .. DebugRows.Specs,
        ],
    };
}

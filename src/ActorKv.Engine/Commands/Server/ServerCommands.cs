using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

/// <summary>The commands of Redis' group "server" that are about the server itself, not about keys.</summary>
internal static class ServerCommands
{
    public static CommandTable AddServerControl(this CommandTable table) => table
        .AddSession<BgRewriteAofCommand>()
        .AddSession<BgSaveCommand>()
        .Add(new Command(ConfigCommand.Spec))
        .AddSessionTo<ConfigGetCommand>("CONFIG")
        .AddSessionTo<ConfigHelpCommand>("CONFIG")
        .AddSessionTo<ConfigResetStatCommand>("CONFIG")
        .AddSessionTo<ConfigRewriteCommand>("CONFIG")
        .AddSessionTo<ConfigSetCommand>("CONFIG")
        .Add(new Command(DebugCommand.Spec))
        .AddSessionTo<DebugChangeReplIdCommand>("DEBUG")
        .AddTo<DebugDigestCommand>("DEBUG")
        .AddTo<DebugDigestValueCommand>("DEBUG")
        .AddSessionTo<DebugErrorCommand>("DEBUG")
        .AddSessionTo<DebugHelpCommand>("DEBUG")
        .AddSessionTo<DebugHtStatsCommand>("DEBUG")
        .AddSessionTo<DebugLoadAofCommand>("DEBUG")
        .AddSessionTo<DebugLogCommand>("DEBUG")
        .AddTo<DebugObjectCommand>("DEBUG")
        .AddSessionTo<DebugPauseCronCommand>("DEBUG")
        .AddTo<DebugPopulateCommand>("DEBUG")
        .AddSessionTo<DebugProtocolCommand>("DEBUG")
        .AddSessionTo<DebugReloadCommand>("DEBUG")
        .AddSessionTo<DebugSetActiveExpireCommand>("DEBUG")
        .AddSessionTo<DebugSleepCommand>("DEBUG")
        .AddDebugRows()
        .AddSession<InfoCommand>()
        .AddSession<LastSaveCommand>()
        .AddSession<LolwutCommand>()
        .AddSessionTo<MemoryDoctorCommand>("MEMORY")
        .AddSessionTo<MemoryMallocStatsCommand>("MEMORY")
        .AddSessionTo<MemoryPurgeCommand>("MEMORY")
        .AddSessionTo<MemoryStatsCommand>("MEMORY")
        .AddSession<MonitorCommand>()
        .AddSession<RoleCommand>()
        .AddSession<SaveCommand>()
        .AddSession<ShutdownCommand>()
        .AddSession<TimeCommand>();
}

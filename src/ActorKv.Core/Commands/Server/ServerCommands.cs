namespace ActorKv.Core.Commands.Server;

/// <summary>The commands of Redis' group "server" that are about keys.</summary>
internal static class ServerCommands
{
    public static CommandTable AddServer(this CommandTable table) => table
        .Add<DbSizeCommand>()
        .Add<FlushAllCommand>()
        .Add<FlushDbCommand>()
        .Add(new Command(MemoryCommand.Spec))
        .AddTo<MemoryHelpCommand>("MEMORY")
        .AddTo<MemoryUsageCommand>("MEMORY")
        .Add<RestoreAskingCommand>()
        .Add<SwapDbCommand>();
}

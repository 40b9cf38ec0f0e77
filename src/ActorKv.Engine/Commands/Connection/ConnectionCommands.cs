using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

/// <summary>The commands about connections.</summary>
internal static class ConnectionCommands
{
    public static CommandTable AddConnection(this CommandTable table) => table
        .AddSession<AuthCommand>()
        .Add(new Command(ClientCommand.Spec))
        .AddSessionTo<ClientCachingCommand>("CLIENT")
        .AddSessionTo<ClientGetNameCommand>("CLIENT")
        .AddSessionTo<ClientGetRedirCommand>("CLIENT")
        .AddSessionTo<ClientHelpCommand>("CLIENT")
        .AddSessionTo<ClientIdCommand>("CLIENT")
        .AddSessionTo<ClientInfoCommand>("CLIENT")
        .AddSessionTo<ClientKillCommand>("CLIENT")
        .AddSessionTo<ClientListCommand>("CLIENT")
        .AddSessionTo<ClientNoEvictCommand>("CLIENT")
        .AddSessionTo<ClientNoTouchCommand>("CLIENT")
        .AddSessionTo<ClientPauseCommand>("CLIENT")
        .AddSessionTo<ClientReplyCommand>("CLIENT")
        .AddSessionTo<ClientSetInfoCommand>("CLIENT")
        .AddSessionTo<ClientSetNameCommand>("CLIENT")
        .AddSessionTo<ClientTrackingCommand>("CLIENT")
        .AddSessionTo<ClientTrackingInfoCommand>("CLIENT")
        .AddSessionTo<ClientUnblockCommand>("CLIENT")
        .AddSessionTo<ClientUnpauseCommand>("CLIENT")
        .AddSession<EchoCommand>()
        .AddSession<HelloCommand>()
        .AddSession<PingCommand>()
        .AddSession<QuitCommand>()
        .AddSession<ResetCommand>()
        .AddSession<SelectCommand>();
}

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

/// <summary>The commands about one's own connection.</summary>
internal static class ConnectionCommands
{
    public static CommandTable AddConnection(this CommandTable table) => table
        .AddSession<PingCommand>();
}

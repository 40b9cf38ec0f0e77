using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Generic;

/// <summary>The commands of Redis' group "generic" that wait for writes to be safe.</summary>
internal static class WaitingCommands
{
    public static CommandTable AddWaiting(this CommandTable table) => table
        .AddSession<WaitCommand>()
        .AddSession<WaitAofCommand>();
}

// Everything that the server answers: commands over keys, and those about sessions and the server.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands;

namespace ActorKv.Server;

internal static class ServerCommands
{
    public static CommandTable Create() => CommandTables.CreateKeyCommands().AddEngineCommands();
}

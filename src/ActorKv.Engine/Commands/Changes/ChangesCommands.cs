using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Changes;

/// <summary>The commands of the change feed.</summary>
internal static class ChangesCommands
{
    public static CommandTable AddChanges(this CommandTable table) => table.AddSession<AkvChangesCommand>();
}

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Replication;

/// <summary>The commands by which servers of Redis follow each other.</summary>
internal static class ReplicationCommands
{
    public static CommandTable AddReplication(this CommandTable table) => table
        .AddSession<FailoverCommand>()
        .AddSession<PsyncCommand>()
        .AddSession<ReplConfCommand>()
        .AddSession<ReplicaOfCommand>()
        .AddSession<SlaveOfCommand>()
        .AddSession<SyncCommand>();
}

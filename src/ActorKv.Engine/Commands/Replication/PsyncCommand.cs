// PSYNC replicationid offset
//
// SYNC with an announcement before the file: which replication this is, and where it stands. No backlog is kept, so it is always a whole snapshot.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Replication.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Replication;

internal sealed class PsyncCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("PSYNC")
    {
        Group = CommandGroup.Server, Since = "2.8.0", Complexity = "Depends on the number of keys: all of them are sent.",
        Summary = "Sends a snapshot.",
        Syntax = "replicationid offset",
        Arity = -3, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.NoAsyncLoading | CommandFlags.NoMulti,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        args.Next();
        if (args.TryNextInt64(out _)) SnapshotSending.Send(session, $"+FULLRESYNC {session.Store.Statistics.ReplicationId} 0\r\n");
        else session.Reply.Error(Errors.NotAnInteger);
    }
}

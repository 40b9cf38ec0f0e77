// SYNC
//
// Sends all keys as an RDB file, and closes the connection: what redis-cli --rdb asks for. A server that wants to be a replica is refused.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Replication.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Replication;

internal sealed class SyncCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SYNC")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "Depends on the number of keys: all of them are sent.",
        Summary = "Sends a snapshot.",
        Arity = 1, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.NoAsyncLoading | CommandFlags.NoMulti,
    };

    public static void Execute(ref ArgReader args, Session session) => SnapshotSending.Send(session, "");
}

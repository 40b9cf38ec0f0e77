// FUNCTION LOAD, DELETE, FLUSH and RESTORE, the two ways they go: in a turn that holds the libraries' key shard, and in a cluster in its database.

using ActorKv.Engine.Clustering;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Scripting.Shared;

/// <param name="Change">From the libraries that there are to those that there are to be.</param>
/// <param name="Reply">What is said when it is done.</param>
internal sealed record LibraryChange(SharedChange<FunctionTable> Change, Action<RespWriter> Reply);

internal static class LibraryChanges
{
    /// <summary>In the turn.</summary>
    public static TurnOutcome Run(Session session, LibraryChange? change)
    {
        if (change is null) return TurnOutcome.Done;
        if (session.Store.Functions.Change(session.Turn, change.Change) is { } error) session.Error(error);
        else change.Reply(session.Reply);
        return TurnOutcome.Done;
    }

    /// <summary>In the database.</summary>
    public static void Share(Session session, LibraryChange? change)
    {
        if (change is null) return;
        string? error = null;
        session.Await(
            async () => error = await session.Store.Shared!.ChangeFunctionsAsync(change.Change),
            reply =>
            {
                if (error is null) change.Reply(reply);
                else session.Error(error);
            });
    }
}

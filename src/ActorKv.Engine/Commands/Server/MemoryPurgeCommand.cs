// MEMORY PURGE
//
// Lets spare buffers go, collects all garbage, closes the holes, and gives what is left over back to the system: the collector's pages,
// and what the C library keeps of what SQLite has freed. Everybody waits for some milliseconds a gigabyte.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class MemoryPurgeCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("PURGE")
    {
        Group = CommandGroup.Server, Since = "4.0.0", Complexity = "O(N) for N objects in memory",
        Summary = "Collects garbage and gives memory back to the system.",
        Arity = 2,
        Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        session.Await(() => Task.Run(() => Purge(session.Store)), reply => reply.Ok());
    }

    private static void Purge(Store store)
    {
        store.Feed.Trim();
        NativeHeap.GiveBackAfter(store.Commits.Trim);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}

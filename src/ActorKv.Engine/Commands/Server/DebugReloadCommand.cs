// DEBUG RELOAD [NOSAVE]
//
// Throws everything in memory away and loads it again from what is durable, after a save; NOSAVE leaves the save out. Expiries come back with
// their keys, and whoever waits in a blocking command goes on waiting. Clients see nothing but a pause.
//
//   journal       save · enter all key shards · wait until the journal holds what was appended · reload · leave them
//   no journal    enter all key shards · save, so that nothing comes between the save and what it replaces · reload · leave them
//
// Redis' MERGE and NOFLUSH, which load over what is there, are not supported: a key shard is replaced, never filled up.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugReloadCommand : ISessionCommand
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    public static CommandSpec Spec { get; } = new("RELOAD")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(N) where N is the number of keys in all databases",
        Summary = "Saves, and loads everything anew.",
        Syntax = "[NOSAVE]",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.Flags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        bool save = !args.NextIs("NOSAVE"u8);
        if (args.AtEnd) Reload(session, save);
        else session.Reply.Error("ERR DEBUG RELOAD only supports the NOSAVE option."u8);
    }

    /// <summary>Loads everything anew, after a save or not, and says OK.</summary>
    public static void Reload(Session session, bool save)
    {
        if (session.Store.Keeper is null) session.Await(() => ReloadAsync(session.Store, save), reply => reply.Ok());
        else session.Reply.Error("ERR A node of a cluster loads key shard by key shard, as they come to it"u8);
    }

    private static async Task ReloadAsync(Store store, bool save)
    {
        if (store.IsJournalling)
        {
            if (save) await await store.Saves.BeginNextAsync();
            await store.EnterAllAsync();
        }
        else if (!save) await store.EnterAllAsync();
        else await WaitOrExitAsync(store, await store.Saves.BeginHeldAsync());
        try
        {
            if (store.IsJournalling) await FlushHeldAsync(store.Commits);
            await Task.Run(() => new StoreRecovery(store).Reload([.. Enumerable.Range(0, store.Shards.Length)]));
        }
        finally
        {
            Store.Exit(store.Shards);
        }
    }

    private static async Task WaitOrExitAsync(Store store, Task heldSave)
    {
        try
        {
            await heldSave;
        }
        catch
        {
            Store.Exit(store.Shards);
            throw;
        }
    }

    // A journal that fails wants the key shards before it lets go whoever waits for it: then give up.
    private static async Task FlushHeldAsync(CommitQueue commits)
    {
        Task flush = commits.FlushAsync();
        while (await Task.WhenAny(flush, Task.Delay(LookAgain)) != flush)
            if (commits.Fault is { } fault) throw new JournalException(fault);
        await flush;
    }
}

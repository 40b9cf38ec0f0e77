// SHUTDOWN [NOSAVE | SAVE] [NOW] [FORCE] [ABORT]
//
// Stops the server. There is no reply but the end of the connection; an error, when the server goes on.
//
// Without SAVE or NOSAVE a save is taken when there are save points and no journal, which holds everything anyway. A save that is all there
// is of the data is taken with every key shard held, and they are not left again: so no write is acknowledged that the save does not have.
// NOW and ABORT are about waiting for replicas, of which there are none.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Commands.Server;

internal sealed class ShutdownCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SHUTDOWN")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(N) when saving, where N is the number of keys in all databases; otherwise O(1)",
        Summary = "Stops the server, after a save if need be.",
        Syntax = "[NOSAVE | SAVE] [NOW] [FORCE] [ABORT]",
        Arity = -1,
        Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.NoMulti | CommandFlags.AllowBusy,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        bool save = false, noSave = false, now = false, force = false, abort = false, known = true;
        while (!args.AtEnd && known)
        {
            if (args.NextIs("SAVE"u8)) save = true;
            else if (args.NextIs("NOSAVE"u8)) noSave = true;
            else if (args.NextIs("NOW"u8)) now = true;
            else if (args.NextIs("FORCE"u8)) force = true;
            else if (args.NextIs("ABORT"u8)) abort = true;
            else known = false;
        }
        Store store = session.Store;
        if (!known || (save && noSave) || (abort && (save || noSave || now || force))) session.Reply.Error(Errors.Syntax);
        else if (abort) session.Reply.Error("ERR No shutdown in progress."u8);
        else if (noSave || store.IsLoading || (!save && (store.IsJournalling || store.Options.Save.Count == 0)))
        {
            store.RequestShutdown(save: false);
            session.BeginClose();
        }
        else session.Await(() => SaveAndStopAsync(store, force), _ => session.BeginClose());
    }

    private static async Task SaveAndStopAsync(Store store, bool force)
    {
        bool hold = !store.IsJournalling;
        Task save = hold ? await store.Saves.BeginHeldAsync() : await store.Saves.BeginNextAsync();
        await save.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!save.IsCompletedSuccessfully && !force)
        {
            if (hold) Store.Exit(store.Shards);
            store.Log.LogError("The save before SHUTDOWN failed, the server goes on");
            throw new InvalidOperationException("Errors trying to SHUTDOWN. Check logs.");
        }
        store.RequestShutdown(save: false);
    }
}

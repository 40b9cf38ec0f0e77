// WAITAOF numlocal numreplicas timeout
//
// Waits until what this connection wrote, or may have read, survives a crash of the machine: numlocal 1 asks for the journal here, numreplicas
// for those of replicas, of which there are none. Under `appendfsync always` a reply means that anyway. Under the other policies the journal
// is synced now, for this connection, rather than when the policy would.
//
// The reply is two numbers: 1 when the journal here is synced that far, and 0 replicas.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Blocking;
using ActorKv.Engine.Commands.Generic.Shared;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Generic;

internal sealed class WaitAofCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("WAITAOF")
    {
        Group = CommandGroup.Generic, Since = "7.2.0", Complexity = "O(1)",
        Summary = "Waits until the writes of this connection are synced to the journal.",
        Syntax = "numlocal numreplicas timeout",
        Arity = 4, Flags = CommandFlags.NoScript | CommandFlags.Blocking,
        ExtraCategories = ["connection"],
        Tips = ["request_policy:all_shards", "response_policy:agg_min"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!args.TryNextInt64(out long local)) session.Reply.Error(Errors.NotAnInteger);
        else if (local is < 0 or > 1) session.Reply.Error("ERR value is out of range, value must between 0 and 1"u8);
        else if (!args.TryNextInt64(out long replicas)) session.Reply.Error(Errors.NotAnInteger);
        else if (replicas < 0) session.Reply.Error(Errors.MustBePositive);
        else if (!MillisecondTimeout.TryRead(ref args, session, out long timeout)) return;
        else if (local > 0 && !session.Store.IsJournalling)
            session.Reply.Error("ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled."u8);
        else Wait(local > 0, replicas > 0, timeout, session);
    }

    private static void Wait(bool local, bool replicas, long timeout, Session session)
    {
        long lsn = session.LastLsn;
        if (session.Parts.IsInParts || (!replicas && (!local || IsSynced(session.Store, lsn))))
        {
            Reply(session.Reply, session.Store, lsn);
            return;
        }
        SessionWait wait = session.Wait(timeout, reply => Reply(reply, session.Store, lsn));
        if (local) _ = SyncAsync(session.Store, replicas ? null : wait);
    }

    // A sync that fails ends the wait too: then the reply says 0.
    private static async Task SyncAsync(Store store, SessionWait? wait)
    {
        await store.Commits.FlushAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        wait?.End(null);
    }

    private static void Reply(RespWriter reply, Store store, long lsn)
    {
        reply.Array(2);
        reply.Integer(store.IsJournalling && IsSynced(store, lsn));
        reply.Integer(0);
    }

    private static bool IsSynced(Store store, long lsn) => store.Commits.Synced >= lsn && !store.Commits.Failed(lsn, out _);
}

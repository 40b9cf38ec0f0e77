// BGREWRITEAOF
//
// Begins a rewriting of the journal: a save, after which the rows it speaks for go. While another save is under way it is put off until
// that has ended.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Recovery;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Server;

internal sealed class BgRewriteAofCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("BGREWRITEAOF")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Begins to rewrite the journal.",
        Arity = 1, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.NoAsyncLoading,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        RespWriter reply = session.Reply;
        Saves saves = session.Store.Saves;
        if (saves.TryBegin(rewrite: true, out _)) reply.SimpleString("Background append only file rewriting started"u8);
        else if (saves.IsRewriting) reply.Error(SaveErrors.AlreadyRewriting);
        else
        {
            saves.Schedule(rewrite: true);
            reply.SimpleString("Background append only file rewriting scheduled"u8);
        }
    }
}

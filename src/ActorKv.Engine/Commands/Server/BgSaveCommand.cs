// BGSAVE [SCHEDULE]
//
// Begins a save and answers at once. While the journal is being rewritten, which is a save too, it is refused, or with SCHEDULE put off
// until the rewriting has ended.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Recovery;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Server;

internal sealed class BgSaveCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("BGSAVE")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Begins a save.",
        Syntax = "[SCHEDULE]",
        Arity = -1, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.NoAsyncLoading,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        RespWriter reply = session.Reply;
        Saves saves = session.Store.Saves;
        bool schedule = args.NextIs("SCHEDULE"u8);
        if (!args.AtEnd) reply.Error(Errors.Syntax);
        else if (saves.TryBegin(rewrite: false, out _)) reply.SimpleString("Background saving started"u8);
        else if (!saves.IsRewriting) reply.Error(SaveErrors.AlreadySaving);
        else if (!schedule) reply.Error(SaveErrors.OtherUnderWay);
        else
        {
            saves.Schedule(rewrite: false);
            reply.SimpleString("Background saving scheduled"u8);
        }
    }
}

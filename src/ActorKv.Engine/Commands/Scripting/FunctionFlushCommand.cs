// FUNCTION FLUSH [ASYNC | SYNC]
//
// Removes all libraries. There is nothing to free that would take long, so both ways are alike.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Scripting;
using ActorKv.Engine.Commands.Scripting.Shared;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class FunctionFlushCommand : ISharedChange
{
    public static CommandSpec Spec { get; } = new("FLUSH")
    {
        Group = CommandGroup.Scripting, Since = "7.0.0", Complexity = "O(N) where N is the number of functions deleted",
        Summary = "Removes all libraries of functions.",
        Syntax = "[ASYNC | SYNC]",
        Arity = -2, Flags = CommandFlags.Write | CommandFlags.NoScript,
        Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
    };

    public static void FindShards(Session session, Request request, ShardSet shards) => shards.Add(LibraryCommand.Home);

    public static TurnOutcome Execute(ref ArgReader args, Session session) => LibraryChanges.Run(session, Read(ref args, session));

    public static void Share(ref ArgReader args, Session session) => LibraryChanges.Share(session, Read(ref args, session));


    private static LibraryChange? Read(ref ArgReader args, Session session)
    {
        if (args.Remaining > 1 || (args.Remaining == 1 && !args.NextIs("ASYNC"u8) && !args.NextIs("SYNC"u8)))
        {
            session.Reply.Error("ERR FUNCTION FLUSH only supports SYNC|ASYNC option"u8);
            return null;
        }
        return new LibraryChange(Change, static reply => reply.Ok());

        static string? Change(FunctionTable table, out FunctionTable next)
        {
            next = FunctionTable.Empty;
            return null;
        }
    }
}

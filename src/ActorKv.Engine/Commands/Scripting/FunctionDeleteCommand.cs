// FUNCTION DELETE library-name
//
// Removes a library with all its functions.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Scripting;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;
using System.Text;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class FunctionDeleteCommand : ITurnCommand
{
    public static CommandSpec Spec { get; } = new("DELETE")
    {
        Group = CommandGroup.Scripting, Since = "7.0.0", Complexity = "O(1)",
        Summary = "Removes a library of functions.",
        Syntax = "library-name",
        Arity = 3, Flags = CommandFlags.Write | CommandFlags.NoScript,
        Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
    };

    public static void FindShards(Session session, Request request, ShardSet shards) => shards.Add(LibraryCommand.Home);

    public static TurnOutcome Execute(ref ArgReader args, Session session)
    {
        if (session.Store.Functions.Delete(session.Turn, Encoding.Latin1.GetString(args.Next()))) session.Reply.Ok();
        else session.Reply.Error("ERR Library not found"u8);
        return TurnOutcome.Done;
    }
}

// FUNCTION DELETE library-name
//
// Removes a library with all its functions.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Scripting;
using ActorKv.Engine.Commands.Scripting.Shared;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;
using System.Text;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class FunctionDeleteCommand : ISharedChange
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

    public static TurnOutcome Execute(ref ArgReader args, Session session) => LibraryChanges.Run(session, Read(ref args, session));

    public static void Share(ref ArgReader args, Session session) => LibraryChanges.Share(session, Read(ref args, session));


    private static LibraryChange Read(ref ArgReader args, Session session)
    {
        string name = Encoding.Latin1.GetString(args.Next());
        return new LibraryChange(Change, static reply => reply.Ok());

        string? Change(FunctionTable table, out FunctionTable next)
        {
            next = table.Without(name);
            return table.Libraries.ContainsKey(name) ? null : "ERR Library not found";
        }
    }
}

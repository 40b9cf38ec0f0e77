// FUNCTION LOAD [REPLACE] function-code
//
// Loads a library: its first line names it, and running its text registers its functions. With REPLACE it may take the place of one of its name.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Scripting;
using ActorKv.Engine.Commands.Scripting.Shared;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class FunctionLoadCommand : ISharedChange
{
    public static CommandSpec Spec { get; } = new("LOAD")
    {
        Group = CommandGroup.Scripting, Since = "7.0.0", Complexity = "O(1) (considering compilation time is redundant)",
        Summary = "Loads a library of functions.",
        Syntax = "[REPLACE] function-code",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.NoScript | CommandFlags.DenyOom,
        Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
    };

    public static void FindShards(Session session, Request request, ShardSet shards) => shards.Add(LibraryCommand.Home);

    public static TurnOutcome Execute(ref ArgReader args, Session session) => LibraryChanges.Run(session, Read(ref args, session));

    public static void Share(ref ArgReader args, Session session) => LibraryChanges.Share(session, Read(ref args, session));


    private static LibraryChange? Read(ref ArgReader args, Session session)
    {
        bool replace = false;
        while (args.Remaining > 1)
        {
            if (!args.NextIs("REPLACE"u8))
            {
                session.Error("ERR Unknown option given: " + SessionErrors.Text(args.Peek()));
                return null;
            }
            replace = true;
        }
        byte[] text = args.TakeNext();
        string name = "";
        return new LibraryChange(Change, reply => reply.Bulk(name));

        string? Change(FunctionTable table, out FunctionTable next)
        {
            string? error = session.Store.Functions.Add(table, text, replace, out FunctionLibrary library, out next);
            if (error is null) name = library.Name;
            return error;
        }
    }
}

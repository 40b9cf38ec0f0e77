// FUNCTION RESTORE serialized-value [FLUSH | APPEND | REPLACE]
//
// Loads what FUNCTION DUMP gave, here or at a redis-server: all of its libraries or none. APPEND refuses a library that is there, REPLACE takes its
// place, FLUSH removes all that is there.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Scripting;
using ActorKv.Engine.Commands.Scripting.Shared;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class FunctionRestoreCommand : ISharedChange
{
    public static CommandSpec Spec { get; } = new("RESTORE")
    {
        Group = CommandGroup.Scripting, Since = "7.0.0", Complexity = "O(N) where N is the number of functions on the payload",
        Summary = "Loads the libraries of a dump.",
        Syntax = "serialized-value [FLUSH | APPEND | REPLACE]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.NoScript | CommandFlags.DenyOom,
        Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
    };

    public static void FindShards(Session session, Request request, ShardSet shards) => shards.Add(LibraryCommand.Home);

    public static TurnOutcome Execute(ref ArgReader args, Session session) => LibraryChanges.Run(session, Read(ref args, session));

    public static void Share(ref ArgReader args, Session session) => LibraryChanges.Share(session, Read(ref args, session));


    private static LibraryChange? Read(ref ArgReader args, Session session)
    {
        ReadOnlySpan<byte> payload = args.Next();
        RestorePolicy policy = RestorePolicy.Append;
        List<byte[]> texts = [];
        if (args.Remaining > 1) session.Error(SessionErrors.SubcommandSyntax("RESTORE"u8, "FUNCTION"));
        else if (!args.AtEnd && !TryPolicy(ref args, out policy)) session.Reply.Error("ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE."u8);
        else if (FunctionPayload.Read(payload, session.Store.Settings, texts) is { } error) session.Error(error);
        else return new LibraryChange(Change, static reply => reply.Ok());
        return null;

        string? Change(FunctionTable table, out FunctionTable next) => session.Store.Functions.Restore(table, texts, policy, out next);
    }

    private static bool TryPolicy(ref ArgReader args, out RestorePolicy policy)
    {
        policy = RestorePolicy.Append;
        if (args.NextIs("APPEND"u8)) return true;
        if (args.NextIs("REPLACE"u8)) policy = RestorePolicy.Replace;
        else if (args.NextIs("FLUSH"u8)) policy = RestorePolicy.Flush;
        else return false;
        return true;
    }
}

// SCRIPT EXISTS sha1 [sha1 ...]
//
// Replies for each SHA-1 whether EVALSHA would find its script.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class ScriptExistsCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("EXISTS")
    {
        Group = CommandGroup.Scripting, Since = "2.6.0", Complexity = "O(N) with N being the number of scripts to check (so checking a single script is an O(1) operation).",
        Summary = "Tells which scripts are kept.",
        Syntax = "sha1 [sha1 ...]",
        Arity = -3, Flags = CommandFlags.NoScript,
        Tips = ["request_policy:all_shards", "response_policy:agg_logical_and"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        session.Reply.Array(args.Remaining);
        while (!args.AtEnd) session.Reply.Integer(session.Store.Scripts.FindSha(args.Next()) is not null);
    }
}

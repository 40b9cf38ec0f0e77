// CLIENT UNBLOCK client-id [TIMEOUT | ERROR]
//
// Ends another connection's blocking command, as if its timeout had come or with an error. 1 when it did wait, 0 when not.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientUnblockCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("UNBLOCK")
    {
        Group = CommandGroup.Connection, Since = "5.0.0", Complexity = "O(log N) where N is the number of client connections",
        Summary = "Ends a blocking command of another connection.",
        Syntax = "client-id [TIMEOUT | ERROR]",
        Arity = -3, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        ReadOnlySpan<byte> client = args.Next();
        bool timeout = args.NextIs("TIMEOUT"u8), error = !timeout && args.NextIs("ERROR"u8);
        if (args.Remaining > 1 || (!args.AtEnd && (timeout || error))) session.Error(SessionErrors.SubcommandSyntax(args.Request[1], "CLIENT"));
        else if (!args.AtEnd) session.Reply.Error("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR"u8);
        else if (!Numbers.TryParseInt64(client, out long id)) session.Reply.Error(Errors.NotAnInteger);
        else session.Reply.Integer(session.Store.Sessions.TryGet(id, out Session? blocked) && blocked.Unblock(error ? Unblocked : null));
    }

    /// <summary>What the other connection is told.</summary>
    public static void Unblocked(RespWriter reply) => reply.Error("UNBLOCKED client unblocked via CLIENT UNBLOCK"u8);
}

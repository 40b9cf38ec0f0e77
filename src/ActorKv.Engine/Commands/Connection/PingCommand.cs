// PING [message]
//
// Answers PONG, or the message: is anybody there, and how long does it take. A subscriber that speaks RESP2 expects messages, so the answer is
// formed like one.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class PingCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("PING")
    {
        Group = CommandGroup.Connection, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Tells whether the server is there.",
        Syntax = "[message]",
        Arity = -1, Flags = CommandFlags.Fast,
        Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (args.Remaining > 1) session.Reply.Error(Errors.WrongArity("ping"));
        else if (session.IsListeningOnly) AnswerAsMessage(session.Reply, args.AtEnd ? default : args.Next());
        else if (args.AtEnd) session.Reply.SimpleString("PONG"u8);
        else session.Reply.Bulk(args.Next());
    }

    private static void AnswerAsMessage(RespWriter reply, ReadOnlySpan<byte> message)
    {
        reply.Array(2);
        reply.Bulk("pong"u8);
        reply.Bulk(message);
    }
}

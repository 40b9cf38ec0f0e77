// SLOWLOG GET [count]
//
// The newest slow calls, newest first: number, Unix time, microseconds, arguments, address and name of the client. Ten of them, or as many as asked
// for; -1 is all.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Statistics;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Slowlog;

internal sealed class SlowlogGetCommand : ISessionCommand
{
    private const long Usual = 10;

    public static CommandSpec Spec { get; } = new("GET")
    {
        Group = CommandGroup.Server, Since = "2.2.12", Complexity = "O(N) where N is the number of entries returned",
        Summary = "Lists the newest slow calls.",
        Syntax = "[count]",
        Arity = -2, Flags = CommandFlags.Admin | CommandFlags.Loading | CommandFlags.Stale,
        Tips = ["request_policy:all_nodes", "nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        long most = Usual;
        if (args.Remaining > 1)
        {
            session.Error(SessionErrors.SubcommandSyntax(args.Request[1], "SLOWLOG"));
            return;
        }
        if (!args.AtEnd && (!args.TryNextInt64(out most) || most < -1))
        {
            session.Reply.Error("ERR count should be greater than or equal to -1"u8);
            return;
        }
        List<SlowCall> calls = session.Store.Timing.SlowLog.Newest(most < 0 ? long.MaxValue : most);
        session.Reply.Array(calls.Count);
        foreach (SlowCall call in calls) Write(session.Reply, call);
    }

    private static void Write(RespWriter reply, SlowCall call)
    {
        reply.Array(6);
        reply.Integer(call.Id);
        reply.Integer(call.Time);
        reply.Integer(call.Microseconds);
        reply.Array(call.Arguments.Length);
        foreach (byte[] argument in call.Arguments) reply.Bulk(argument);
        reply.Bulk(call.Client);
        reply.Bulk(call.ClientName);
    }
}

// WAIT numreplicas timeout
//
// Waits until so many replicas have what this connection wrote. There are no replicas: none are waited for at once, and any waits for the
// whole timeout in vain, as on a redis-server that stands alone. 0 acknowledged either way.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Generic.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Generic;

internal sealed class WaitCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("WAIT")
    {
        Group = CommandGroup.Generic, Since = "3.0.0", Complexity = "O(1)",
        Summary = "Waits until replicas have the writes of this connection.",
        Syntax = "numreplicas timeout",
        Arity = 3, Flags = CommandFlags.NoScript,
        ExtraCategories = ["connection"],
        Tips = ["request_policy:all_shards", "response_policy:agg_min"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!args.TryNextInt64(out long replicas)) session.Reply.Error(Errors.NotAnInteger);
        else if (!MillisecondTimeout.TryRead(ref args, session, out long timeout)) return;
        else if (replicas <= 0 || session.Parts.IsInParts) session.Reply.Integer(0);
        else session.Wait(timeout, reply => reply.Integer(0));
    }
}

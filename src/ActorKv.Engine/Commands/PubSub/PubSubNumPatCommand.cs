// PUBSUB NUMPAT
//
// Tells how many patterns are subscribed to; one that many have subscribed to counts once.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class PubSubNumPatCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("NUMPAT")
    {
        Group = CommandGroup.PubSub, Since = "2.8.0", Complexity = "O(1)",
        Summary = "Counts the patterns that have subscribers.",
        Arity = 2, Flags = CommandFlags.PubSub | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => session.Reply.Integer(session.Store.PubSub.Patterns);
}

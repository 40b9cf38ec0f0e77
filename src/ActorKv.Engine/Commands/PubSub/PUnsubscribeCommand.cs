// PUNSUBSCRIBE [pattern [pattern ...]]
//
// UNSUBSCRIBE for patterns: those named as they were to PSUBSCRIBE, or all.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.PubSub.Shared;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class PUnsubscribeCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("PUNSUBSCRIBE")
    {
        Group = CommandGroup.PubSub, Since = "2.0.0", Complexity = "O(N+M) where N is the number of patterns the client is already subscribed and M is the number of total patterns subscribed in the system (by any client).",
        Summary = "Ends subscriptions to patterns, or to all.",
        Syntax = "[pattern [pattern ...]]",
        Arity = -1, Flags = CommandFlags.PubSub | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => SubscribeReplies.Unsubscribe(ref args, session, ChannelKind.Pattern, "punsubscribe"u8);
}

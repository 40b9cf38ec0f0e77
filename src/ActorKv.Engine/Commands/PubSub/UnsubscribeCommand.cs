// UNSUBSCRIBE [channel [channel ...]]
//
// Ends subscriptions, all of them when none is named. One reply for each; for none at all, one about no channel.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.PubSub.Shared;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class UnsubscribeCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("UNSUBSCRIBE")
    {
        Group = CommandGroup.PubSub, Since = "2.0.0", Complexity = "O(N) where N is the number of clients already subscribed to a channel.",
        Summary = "Ends subscriptions to channels, or to all.",
        Syntax = "[channel [channel ...]]",
        Arity = -1, Flags = CommandFlags.PubSub | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => SubscribeReplies.Unsubscribe(ref args, session, ChannelKind.Channel, "unsubscribe"u8);
}

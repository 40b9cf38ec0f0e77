// SUBSCRIBE channel [channel ...]
//
// From now on the connection is told what is published on these channels. One reply for each of them, also for one that was subscribed to before.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.PubSub.Shared;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class SubscribeCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SUBSCRIBE")
    {
        Group = CommandGroup.PubSub, Since = "2.0.0", Complexity = "O(N) where N is the number of channels to subscribe to.",
        Summary = "Subscribes to channels.",
        Syntax = "channel [channel ...]",
        Arity = -2, Flags = CommandFlags.PubSub | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Channels = ChannelUse.All,
    };

    public static void Execute(ref ArgReader args, Session session) => SubscribeReplies.Subscribe(ref args, session, ChannelKind.Channel, "subscribe"u8);
}

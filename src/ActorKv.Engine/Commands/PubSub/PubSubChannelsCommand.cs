// PUBSUB CHANNELS [pattern]
//
// Lists the channels that somebody has subscribed to by name, all or those that fit.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.PubSub.Shared;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class PubSubChannelsCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("CHANNELS")
    {
        Group = CommandGroup.PubSub, Since = "2.8.0", Complexity = "O(N) where N is the number of active channels, and assuming constant time pattern matching (relatively short channels and patterns)",
        Summary = "Lists the channels that have subscribers.",
        Syntax = "[pattern]",
        Arity = -2, Flags = CommandFlags.PubSub | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => ChannelQueries.Names(ref args, session, ChannelKind.Channel);
}

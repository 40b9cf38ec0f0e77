// SUNSUBSCRIBE [shardchannel [shardchannel ...]]
//
// UNSUBSCRIBE for shard channels.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.PubSub.Shared;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class SUnsubscribeCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SUNSUBSCRIBE")
    {
        Group = CommandGroup.PubSub, Since = "7.0.0", Complexity = "O(N) where N is the number of clients already subscribed to a shard channel.",
        Summary = "Ends subscriptions to shard channels, or to all.",
        Syntax = "[shardchannel [shardchannel ...]]",
        Arity = -1, Flags = CommandFlags.PubSub | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Keys = [KeySpec.Between(1, -1, 1, KeyAccess.NotKey)],
    };

    public static void Execute(ref ArgReader args, Session session) => SubscribeReplies.Unsubscribe(ref args, session, ChannelKind.ShardChannel, "sunsubscribe"u8);
}

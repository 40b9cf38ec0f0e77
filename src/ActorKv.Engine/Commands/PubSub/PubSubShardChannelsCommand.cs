// PUBSUB SHARDCHANNELS [pattern]
//
// PUBSUB CHANNELS for shard channels.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.PubSub.Shared;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class PubSubShardChannelsCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SHARDCHANNELS")
    {
        Group = CommandGroup.PubSub, Since = "7.0.0", Complexity = "O(N) where N is the number of active shard channels, and assuming constant time pattern matching (relatively short shard channels).",
        Summary = "Lists the shard channels that have subscribers.",
        Syntax = "[pattern]",
        Arity = -2, Flags = CommandFlags.PubSub | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => ChannelQueries.Names(ref args, session, ChannelKind.ShardChannel);
}

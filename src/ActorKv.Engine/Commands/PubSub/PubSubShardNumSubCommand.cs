// PUBSUB SHARDNUMSUB [shardchannel [shardchannel ...]]
//
// PUBSUB NUMSUB for shard channels.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.PubSub.Shared;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class PubSubShardNumSubCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SHARDNUMSUB")
    {
        Group = CommandGroup.PubSub, Since = "7.0.0", Complexity = "O(N) for the SHARDNUMSUB subcommand, where N is the number of requested shard channels",
        Summary = "Counts the subscribers of shard channels.",
        Syntax = "[shardchannel [shardchannel ...]]",
        Arity = -2, Flags = CommandFlags.PubSub | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => ChannelQueries.Counts(ref args, session, ChannelKind.ShardChannel);
}

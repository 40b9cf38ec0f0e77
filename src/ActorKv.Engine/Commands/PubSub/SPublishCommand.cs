// SPUBLISH shardchannel message
//
// PUBLISH for shard channels. Patterns do not hear of them.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.PubSub.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class SPublishCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SPUBLISH")
    {
        Group = CommandGroup.PubSub, Since = "7.0.0", Complexity = "O(N) where N is the number of clients subscribed to the receiving shard channel.",
        Summary = "Sends a message to the subscribers of a shard channel.",
        Syntax = "shardchannel message",
        Arity = 3, Flags = CommandFlags.PubSub | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
        Channels = ChannelUse.First,
        Keys = [KeySpec.At(1, KeyAccess.NotKey)],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        int sent = session.Store.PubSub.PublishToShard(args.Next(), args.Next(), out PushQueue? congested);
        PublishReply.Write(session, sent, congested);
    }
}

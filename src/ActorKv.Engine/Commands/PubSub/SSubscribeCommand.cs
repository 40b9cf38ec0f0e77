// SSUBSCRIBE shardchannel [shardchannel ...]
//
// SUBSCRIBE to channels that belong to slots, as keys do. They are named apart from other channels, and SPUBLISH reaches them. Not allowed inside
// MULTI, where SUBSCRIBE is only for old times' sake.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.PubSub.Shared;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class SSubscribeCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SSUBSCRIBE")
    {
        Group = CommandGroup.PubSub, Since = "7.0.0", Complexity = "O(N) where N is the number of shard channels to subscribe to.",
        Summary = "Subscribes to shard channels.",
        Syntax = "shardchannel [shardchannel ...]",
        Arity = -2, Flags = CommandFlags.PubSub | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Channels = ChannelUse.All,
        Keys = [KeySpec.Between(1, -1, 1, KeyAccess.NotKey)],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (session.IsInsideTurn) session.Reply.Error("ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client"u8);
        else SubscribeReplies.Subscribe(ref args, session, ChannelKind.ShardChannel, "ssubscribe"u8);
    }
}

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

/// <summary>The commands about channels.</summary>
internal static class PubSubCommands
{
    public static CommandTable AddPubSub(this CommandTable table) => table
        .AddSession<PSubscribeCommand>()
        .AddSession<PublishCommand>()
        .Add(new Command(PubSubCommand.Spec))
        .AddSessionTo<PubSubChannelsCommand>("PUBSUB")
        .AddSessionTo<PubSubHelpCommand>("PUBSUB")
        .AddSessionTo<PubSubNumPatCommand>("PUBSUB")
        .AddSessionTo<PubSubNumSubCommand>("PUBSUB")
        .AddSessionTo<PubSubShardChannelsCommand>("PUBSUB")
        .AddSessionTo<PubSubShardNumSubCommand>("PUBSUB")
        .AddSession<PUnsubscribeCommand>()
        .AddSession<SPublishCommand>()
        .AddSession<SSubscribeCommand>()
        .AddSession<SubscribeCommand>()
        .AddSession<SUnsubscribeCommand>()
        .AddSession<UnsubscribeCommand>();
}

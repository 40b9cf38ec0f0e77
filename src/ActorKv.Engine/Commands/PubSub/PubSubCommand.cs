// PUBSUB subcommand [arguments …]
//
// The container of the commands that tell who has subscribed to what.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Commands.PubSub;

internal static class PubSubCommand
{
    public static CommandSpec Spec { get; } = new("PUBSUB")
    {
        Group = CommandGroup.PubSub, Since = "2.8.0", Complexity = "Depends on subcommand.",
        Summary = "Commands about subscriptions.",
        Arity = -2,
        Subcommands =
        [
            PubSubChannelsCommand.Spec, PubSubHelpCommand.Spec, PubSubNumPatCommand.Spec, PubSubNumSubCommand.Spec, PubSubShardChannelsCommand.Spec,
            PubSubShardNumSubCommand.Spec,
        ],
    };
}

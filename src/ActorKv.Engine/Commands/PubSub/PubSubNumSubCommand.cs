// PUBSUB NUMSUB [channel [channel ...]]
//
// Tells how many have subscribed to each channel by its name.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.PubSub.Shared;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class PubSubNumSubCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("NUMSUB")
    {
        Group = CommandGroup.PubSub, Since = "2.8.0", Complexity = "O(N) for the NUMSUB subcommand, where N is the number of requested channels",
        Summary = "Counts the subscribers of channels.",
        Syntax = "[channel [channel ...]]",
        Arity = -2, Flags = CommandFlags.PubSub | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => ChannelQueries.Counts(ref args, session, ChannelKind.Channel);
}

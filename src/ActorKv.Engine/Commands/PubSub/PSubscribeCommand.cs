// PSUBSCRIBE pattern [pattern ...]
//
// SUBSCRIBE to all channels that fit a pattern. Who has subscribed to two patterns that fit a channel, or to the channel too, gets its messages
// twice.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.PubSub.Shared;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class PSubscribeCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("PSUBSCRIBE")
    {
        Group = CommandGroup.PubSub, Since = "2.0.0", Complexity = "O(N) where N is the number of patterns the client is already subscribed to.",
        Summary = "Subscribes to all channels whose names fit patterns.",
        Syntax = "pattern [pattern ...]",
        Arity = -2, Flags = CommandFlags.PubSub | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Channels = ChannelUse.AllPatterns,
    };

    public static void Execute(ref ArgReader args, Session session) => SubscribeReplies.Subscribe(ref args, session, ChannelKind.Pattern, "psubscribe"u8);
}

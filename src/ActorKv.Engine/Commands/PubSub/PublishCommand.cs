// PUBLISH channel message
//
// Sends a message to whoever has subscribed to the channel, or to a pattern that fits it, and tells how often it was sent. The message goes out
// now, inside MULTI and scripts too; it waits neither for subscribers nor for the journal. A publisher that hears itself gets the reply first.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.PubSub.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class PublishCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("PUBLISH")
    {
        Group = CommandGroup.PubSub, Since = "2.0.0", Complexity = "O(N+M) where N is the number of clients subscribed to the receiving channel and M is the total number of subscribed patterns (by any client).",
        Summary = "Sends a message to the subscribers of a channel.",
        Syntax = "channel message",
        Arity = 3, Flags = CommandFlags.PubSub | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
        Channels = ChannelUse.First,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        int sent = session.Store.PubSub.Publish(args.Next(), args.Next(), out PushQueue? congested);
        PublishReply.Write(session, sent, congested);
    }
}

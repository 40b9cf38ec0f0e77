// What PUBSUB CHANNELS and NUMSUB, and their twins for shard channels, answer.

using ActorKv.Core.Commands;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub.Shared;

internal static class ChannelQueries
{
    public static void Names(ref ArgReader args, Session session, ChannelKind kind)
    {
        if (args.Remaining > 1)
        {
            session.Error(SessionErrors.SubcommandSyntax(args.Request[1], "PUBSUB"));
            return;
        }
        bool any = args.AtEnd;
        List<byte[]> names = session.Store.PubSub.Names(kind, any ? default : args.Next(), any);
        session.Reply.Array(names.Count);
        foreach (byte[] name in names) session.Reply.Bulk(name);
    }

    public static void Counts(ref ArgReader args, Session session, ChannelKind kind)
    {
        session.Reply.Array(args.Remaining * 2);
        while (!args.AtEnd)
        {
            ReadOnlySpan<byte> name = args.Next();
            session.Reply.Bulk(name);
            session.Reply.Integer(session.Store.PubSub.CountOf(kind, name));
        }
    }
}

// What (P|S)SUBSCRIBE and (P|S)UNSUBSCRIBE do and answer: one frame for each name, a push in RESP3.
//
// Before "unsubscribed" is said, whatever was published before is delivered: nobody hears of a channel that he has left. Inside EXEC that is
// left out, as its reply may be written on another thread.

using ActorKv.Core.Commands;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.PubSub.Shared;

internal static class SubscribeReplies
{
    public static void Subscribe(ref ArgReader args, Session session, ChannelKind kind, ReadOnlySpan<byte> word)
    {
        Begin(session);
        while (!args.AtEnd)
        {
            byte[] name = args.TakeNext();
            session.Store.PubSub.Subscribe(session, kind, name);
            // The rules may have changed since the command was let through: then whoever changed them has looked already at what is heard.
            if (!session.User.AllowsChannel(name, isPattern: kind == ChannelKind.Pattern)) session.BeginClose();
            Write(session, kind, word, name);
        }
    }

    public static void Unsubscribe(ref ArgReader args, Session session, ChannelKind kind, ReadOnlySpan<byte> word)
    {
        Begin(session);
        byte[][] names = args.AtEnd ? session.Subscriber?.Names(kind) ?? [] : Rest(ref args);
        foreach (byte[] name in names)
        {
            session.Store.PubSub.Unsubscribe(session, kind, name);
            if (!session.IsInsideTurn) session.Transport.DeliverPushes();
            Write(session, kind, word, name);
        }
        if (names.Length == 0) Write(session, kind, word, null);
    }

    private static void Begin(Session session)
    {
        if (!session.IsInsideTurn) session.KeepReply();
    }

    private static byte[][] Rest(ref ArgReader args)
    {
        byte[][] rest = new byte[args.Remaining][];
        for (int i = 0; i < rest.Length; i++) rest[i] = args.TakeNext();
        return rest;
    }

    private static void Write(Session session, ChannelKind kind, ReadOnlySpan<byte> word, byte[]? name)
    {
        RespWriter reply = session.Reply;
        reply.Push(3);
        reply.Bulk(word);
        if (name is null) reply.Null();
        else reply.Bulk(name);
        reply.Integer(session.Subscriber?.CountWith(kind) ?? 0);
    }
}

// The reply of PUBLISH. A publisher that is faster than the threads that serve its subscribers rests until they have caught up; it never waits for
// a subscriber. Inside EXEC and scripts it cannot rest.

using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub.Shared;

internal static class PublishReply
{
    public static void Write(Session session, int sent, PushQueue? congested)
    {
        if (congested is null || session.IsInsideTurn) session.Reply.Integer(sent);
        else session.Await(congested.WhenRelieved, reply => reply.Integer(sent));
    }
}

// ACL SETUSER, DELUSER and LOAD in a cluster: a change of the users of all nodes. Who removes its own user still gets the reply.

using ActorKv.Engine.Access;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Acl.Shared;

internal static class UserChanges
{
    /// <param name="session">Who asks.</param>
    /// <param name="change">From the users that there are to those that there are to be.</param>
    /// <param name="done">What is said when it is done.</param>
    public static void Share(Session session, SharedChange<IReadOnlyDictionary<string, UserRights>> change, Action<RespWriter> done)
    {
        string? error = null;
        session.Await(
            async () => error = await session.Store.Shared!.ChangeUsersAsync(change, session),
            reply =>
            {
                if (error is null) done(reply);
                else session.Error(error);
                if (session.User.IsDeleted) session.BeginClose();
            });
    }
}

// The connections of users that are gone. They may do nothing from the moment their user was removed (AclUser.Delete); here they end.

using ActorKv.Engine.Access;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Acl.Shared;

internal static class UserSessions
{
    /// <summary>Closes them; the one that asks gets its reply before.</summary>
    public static void Close(Session asking, IReadOnlyCollection<AclUser> gone)
    {
        if (gone.Count == 0) return;
        HashSet<AclUser> users = [.. gone];
        foreach (Session session in asking.Store.Sessions.All)
        {
            if (!users.Contains(session.User)) continue;
            if (session == asking) session.BeginClose();
            else session.Transport.Close(flush: false);
        }
    }
}

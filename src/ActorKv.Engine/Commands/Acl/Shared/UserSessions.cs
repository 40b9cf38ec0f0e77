// The connections of users that are gone, or that lost a right to a channel. They may do nothing more from the moment the rules changed; here
// they end.

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
            if (users.Contains(session.User)) Close(asking, session);
    }

    /// <summary>Closes those of users that are gone, and those that are subscribed to what their users may no longer hear: after all users were replaced.
    /// <paramref name="asking"/>, which waits for a reply, is left to itself when its user is gone.</summary>
    public static void CloseAll(Store store, Session? asking, IReadOnlyCollection<AclUser> gone)
    {
        HashSet<AclUser> users = [.. gone];
        foreach (Session session in store.Sessions.All)
            if (session != asking && (users.Contains(session.User) || store.PubSub.HearsTooMuch(session))) session.Transport.Close(flush: false);
    }

    /// <summary>Closes those of a user that are subscribed to what it may no longer hear.</summary>
    public static void CloseListeners(Session asking, AclUser user)
    {
        if (user.IsUnrestricted) return;
        foreach (Session session in asking.Store.Sessions.All)
            if (session.User == user && asking.Store.PubSub.HearsTooMuch(session)) Close(asking, session);
    }

    private static void Close(Session asking, Session session)
    {
        if (session == asking) session.BeginClose();
        else session.Transport.Close(flush: false);
    }
}

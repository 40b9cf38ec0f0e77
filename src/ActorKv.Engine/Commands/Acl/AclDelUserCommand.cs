// ACL DELUSER username [username ...]
//
// Removes users, and closes the connections of those who were them. Unknown names are left out of the count. The default user
// stays: whoever connects is that user. A connection that removes its own user still gets the reply.

using ActorKv.Core.Commands;
using ActorKv.Engine.Access;
using ActorKv.Engine.Commands.Acl.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Acl;

internal sealed class AclDelUserCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("DELUSER")
    {
        Group = CommandGroup.Server, Since = "6.0.0", Complexity = "O(1) for each user, and O(N) for the N connections",
        Summary = "Removes users.",
        Syntax = "username [username ...]",
        Arity = -3, Flags = AclCommand.Flags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        List<string> names = AclArguments.Rest(ref args);
        if (names.Contains(AccessControl.DefaultName))
        {
            session.Reply.Error("ERR The 'default' user cannot be removed"u8);
            return;
        }
        if (session.Store.Shared is not null)
        {
            Share(session, names);
            return;
        }
        List<AclUser> removed = session.Store.Access.Remove(names);
        session.Reply.Integer(removed.Count);
        UserSessions.Close(session, removed);
    }

    private static void Share(Session session, List<string> names)
    {
        int removed = 0;
        UserChanges.Share(session, Change, reply => reply.Integer(removed));

        string? Change(IReadOnlyDictionary<string, UserRights> users, out IReadOnlyDictionary<string, UserRights> next)
        {
            Dictionary<string, UserRights> rest = new(users, StringComparer.Ordinal);
            removed = names.Count(rest.Remove);
            next = rest;
            return null;
        }
    }
}

// ACL LOAD
//
// Takes the users of the ACL file in place of those that there are, all of them or, when a line is wrong, none. Connections of other users
// than the default one are closed, as in Redis 7.0: who they were is gone, even if the file knows one of that name. In a cluster they become the users
// of all nodes, and only those that the file does not know are gone.

using ActorKv.Core.Commands;
using ActorKv.Engine.Access;
using ActorKv.Engine.Commands.Acl.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Acl;

internal sealed class AclLoadCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LOAD")
    {
        Group = CommandGroup.Server, Since = "6.0.0", Complexity = "O(N) for N users, and O(M) for the M connections",
        Summary = "Loads the users from the ACL file.",
        Arity = 2, Flags = AclCommand.Flags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        AccessControl access = session.Store.Access;
        if (!access.HasFile) session.Reply.Error(AccessErrors.NoFile);
        else if (session.Store.Shared is not null) UserChanges.Share(session, ReadFile, static reply => reply.Ok());
        else if (access.TryLoad(out List<AclUser> gone) is { } wrong) session.Error("ERR " + wrong);
        else
        {
            session.Reply.Ok();
            UserSessions.Close(session, gone);
            UserSessions.CloseListeners(session, access.Default);
        }

        string? ReadFile(IReadOnlyDictionary<string, UserRights> users, out IReadOnlyDictionary<string, UserRights> next)
        {
            string? wrong = access.ReadFile(out Dictionary<string, UserRights> read);
            next = read;
            return wrong is null ? null : "ERR " + wrong;
        }
    }
}

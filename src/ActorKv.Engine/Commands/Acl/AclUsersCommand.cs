// ACL USERS
//
// The names of all users.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Access;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Acl;

internal sealed class AclUsersCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("USERS")
    {
        Group = CommandGroup.Server, Since = "6.0.0", Complexity = "O(N) for N users",
        Summary = "Lists users by name.",
        Arity = 2, Flags = AclCommand.Flags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        AclUser[] users = [.. session.Store.Access.Users];
        session.Reply.Array(users.Length);
        foreach (AclUser user in users) session.Reply.Bulk(Encoding.Latin1.GetBytes(user.Name));
    }
}

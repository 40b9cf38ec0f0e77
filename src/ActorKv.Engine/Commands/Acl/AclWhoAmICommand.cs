// ACL WHOAMI
//
// The name of the connection's user.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Acl;

internal sealed class AclWhoAmICommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("WHOAMI")
    {
        Group = CommandGroup.Server, Since = "6.0.0", Complexity = "O(1)",
        Summary = "Tells which user the connection is.",
        Arity = 2, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => session.Reply.Bulk(Encoding.Latin1.GetBytes(session.User.Name));
}

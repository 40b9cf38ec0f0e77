// ACL SETUSER username [rule [rule ...]]
//
// Makes a user, or changes one, by rules: all of them or, when one is wrong, none. See Access/AclRules.cs for what they are. Connections that
// are subscribed to what the user may no longer hear are closed.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Access;
using ActorKv.Engine.Commands.Acl.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Acl;

internal sealed class AclSetUserCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SETUSER")
    {
        Group = CommandGroup.Server, Since = "6.0.0", Complexity = "O(N) for N rules",
        Summary = "Makes or changes a user.",
        Syntax = "username [rule [rule ...]]",
        Arity = -3, Flags = AclCommand.Flags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        string name = Encoding.Latin1.GetString(args.Next());
        if (session.Store.Access.Set(name, AclArguments.Rest(ref args)) is { } error) session.Error(error);
        else
        {
            session.Reply.Ok();
            if (session.Store.Access.Find(name) is { } user) UserSessions.CloseListeners(session, user);
        }
    }
}

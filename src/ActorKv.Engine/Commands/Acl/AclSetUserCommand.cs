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
        List<string> words = AclArguments.Rest(ref args);
        AccessControl access = session.Store.Access;
        if (session.Store.Shared is not null) UserChanges.Share(session, Change, static reply => reply.Ok());
        else if (access.Set(name, words) is { } error) session.Error(error);
        else
        {
            session.Reply.Ok();
            if (access.Find(name) is { } user) UserSessions.CloseListeners(session, user);
        }

        string? Change(IReadOnlyDictionary<string, UserRights> users, out IReadOnlyDictionary<string, UserRights> next) => access.With(users, name, words, out next);
    }
}

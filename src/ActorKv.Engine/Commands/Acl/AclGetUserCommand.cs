// ACL GETUSER username
//
// What the rules of a user come to: flags, passwords (as digests), and the commands, keys and channels of each selector.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Access;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Acl;

internal sealed class AclGetUserCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("GETUSER")
    {
        Group = CommandGroup.Server, Since = "6.0.0", Complexity = "O(N) for N passwords, patterns and commands",
        Summary = "Tells what a user may do.",
        Syntax = "username",
        Arity = 3, Flags = AclCommand.Flags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (session.Store.Access.Find(Encoding.Latin1.GetString(args.Next())) is not { } user)
        {
            session.Reply.Null();
            return;
        }
        RespWriter reply = session.Reply;
        UserRights rights = user.Rights;
        reply.Map(6);
        reply.Bulk("flags"u8);
        IReadOnlyList<string> flags = AclText.Flags(rights);
        reply.Set(flags.Count);
        foreach (string flag in flags) reply.Bulk(flag);
        reply.Bulk("passwords"u8);
        reply.Array(rights.Passwords.Count);
        foreach (byte[] password in rights.Passwords) reply.Bulk(PasswordHash.Print(password));
        Write(session, rights.Root);
        reply.Bulk("selectors"u8);
        reply.Array(rights.Selectors.Count - 1);
        for (int i = 1; i < rights.Selectors.Count; i++)
        {
            reply.Map(3);
            Write(session, rights.Selectors[i]);
        }
    }

    private static void Write(Session session, Selector selector)
    {
        session.Reply.Bulk("commands"u8);
        session.Reply.Bulk(Encoding.Latin1.GetBytes(session.Store.Access.DescribeCommands(selector)));
        session.Reply.Bulk("keys"u8);
        session.Reply.Bulk(Encoding.Latin1.GetBytes(AclText.Keys(selector)));
        session.Reply.Bulk("channels"u8);
        session.Reply.Bulk(Encoding.Latin1.GetBytes(AclText.Channels(selector)));
    }
}

// Who may come in, for AUTH and HELLO.

using ActorKv.Engine.Access;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection.Shared;

internal static class Authentication
{
    public static ReadOnlySpan<byte> DefaultUser => "default"u8;

    /// <summary>Lets the session in when user and password fit. When they do not it stays who it is, the error is replied and goes to the log of
    /// the ACL as that of <paramref name="command"/>.</summary>
    public static bool Try(Session session, ReadOnlySpan<byte> name, ReadOnlySpan<byte> password, ReadOnlySpan<byte> command)
    {
        if (session.Store.Access.Authenticate(name, password) is { } user)
        {
            session.Enter(user);
            return true;
        }
        session.LogFailedEntry(name, command, session.IsInTransaction ? AclLogContext.Multi : AclLogContext.TopLevel);
        session.Reply.Error(AccessErrors.WrongPassword);
        return false;
    }
}

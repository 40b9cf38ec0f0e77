// AUTH [username] password
//
// Says who one is. Without a user's name it is about "default", which then must have a password (requirepass): AUTH at a server without one
// is taken for a mistake and refused. With the name of a user that needs none it succeeds with any password, as it does in Redis.

using ActorKv.Core.Commands;
using ActorKv.Engine.Access;
using ActorKv.Engine.Commands.Connection.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class AuthCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("AUTH")
    {
        Group = CommandGroup.Connection, Since = "1.0.0", Complexity = "O(N) where N is the number of passwords defined for the user",
        Summary = "Authenticates the connection.",
        Syntax = "[username] password",
        Arity = -2, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.NoAuth | CommandFlags.AllowBusy,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (args.Remaining > 2) session.Reply.Error(Errors.Syntax);
        else if (args.Remaining == 1 && session.Store.Access.Default.Rights.NeedsNoPassword) session.Reply.Error(AccessErrors.NoPasswordConfigured);
        else
        {
            ReadOnlySpan<byte> user = args.Remaining == 2 ? args.Next() : Authentication.DefaultUser;
            if (Authentication.Try(session, user, args.Next(), args.Request[0])) session.Reply.Ok();
        }
    }
}

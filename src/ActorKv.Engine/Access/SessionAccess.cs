// A session and its rights: what dispatch, EXEC and scripts ask before a command runs. A refusal goes to the log of the ACL.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Connection.Shared;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Access;

internal static class SessionAccess
{
    /// <summary>Whether the session's user may run the request. What to reply when not is the caller's: see <see cref="AccessErrors"/>.</summary>
    public static bool Allows(this Session session, Command command, Request request, AclLogContext context, out AccessResult denied)
    {
        denied = session.User.Check(command, request);
        if (denied.IsAllowed) return true;
        string what = denied.Denial == AccessDenial.Command ? command.Spec.FullName : Encoding.Latin1.GetString(request[denied.Position]);
        session.Store.Access.Log.Add(denied.Denial, context, what, session.User.Name, Describe(session), session.Store.NowMilliseconds);
        return false;
    }

    /// <summary>Notes an attempt to be somebody that failed.</summary>
    public static void LogFailedEntry(this Session session, ReadOnlySpan<byte> user, ReadOnlySpan<byte> command, AclLogContext context) =>
        session.Store.Access.Log.Add(AccessDenial.Authentication, context, Encoding.Latin1.GetString(command), Encoding.Latin1.GetString(user),
            Describe(session), session.Store.NowMilliseconds);

    /// <summary>Whether the user may read every key there is, by this request: what BY and GET of SORT need.</summary>
    public static bool HasFullReadAccess(this Session session, Request request) =>
        session.Store.Commands.Find(request[0]) is { } command && session.User.Rights.MayReadEveryKey(command, request);

    private static string Describe(Session session)
    {
        StringBuilder text = new();
        ClientLine.Append(text, session, session.Store.NowMilliseconds);
        return text.ToString().TrimEnd('\n');
    }
}

// CLIENT TRACKING ON | OFF [REDIRECT client-id] [PREFIX prefix [PREFIX prefix ...]] [BCAST] [OPTIN] [OPTOUT] [NOLOOP]
//
// Whether the server tells the connection when keys change that it has read (or, with BCAST, all that begin with its prefixes), so that it may
// keep copies of them. Said again, it changes options and redirection and adds prefixes; the kind of tracking changes only by way of OFF.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Commands.Connection.Shared;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Tracking;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientTrackingCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("TRACKING")
    {
        Group = CommandGroup.Connection, Since = "6.0.0", Complexity = "O(1). Some options may introduce additional complexity.",
        Summary = "Says whether the connection is told when keys change that it has read.",
        Syntax = "<ON | OFF> [REDIRECT client-id] [PREFIX prefix [PREFIX prefix ...]] [BCAST] [OPTIN] [OPTOUT] [NOLOOP]",
        Arity = -3, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        ReadOnlySpan<byte> status = args.Next();
        TrackingRequest request = new();
        if (!TryRead(ref args, session, request)) return;
        if (Ascii.EqualsIgnoreCase(status, "ON"u8))
        {
            if (request.Refusal(session.Tracking) is { } refusal)
            {
                session.Error(refusal);
                return;
            }
            session.StartTracking(request.Apply(session.Tracking));
        }
        else if (Ascii.EqualsIgnoreCase(status, "OFF"u8)) session.StopTracking();
        else
        {
            session.Reply.Error(Errors.Syntax);
            return;
        }
        session.Reply.Ok();
    }

    private static bool TryRead(ref ArgReader args, Session session, TrackingRequest request)
    {
        while (!args.AtEnd)
        {
            if (args.Remaining > 1 && args.NextIs("REDIRECT"u8))
            {
                if (!TryReadRedirect(ref args, session, request)) return false;
            }
            else if (args.Remaining > 1 && args.NextIs("PREFIX"u8)) request.Prefixes.Add(args.TakeNext());
            else if (args.NextIs("BCAST"u8)) request.Options |= TrackingOptions.Broadcast;
            else if (args.NextIs("OPTIN"u8)) request.Options |= TrackingOptions.OptIn;
            else if (args.NextIs("OPTOUT"u8)) request.Options |= TrackingOptions.OptOut;
            else if (args.NextIs("NOLOOP"u8)) request.Options |= TrackingOptions.NoLoop;
            else
            {
                session.Reply.Error(Errors.Syntax);
                return false;
            }
        }
        return true;
    }

    // A redirection that nobody would get is refused even with OFF, as in Redis.
    private static bool TryReadRedirect(ref ArgReader args, Session session, TrackingRequest request)
    {
        if (request.Redirect != 0) session.Reply.Error("ERR A client can only redirect to a single other client"u8);
        else if (!Numbers.TryParseInt64(args.Next(), out long id)) session.Reply.Error(Errors.NotAnInteger);
        else if (!session.Store.Sessions.TryGet(id, out _)) session.Reply.Error("ERR The client ID you want redirect to does not exist"u8);
        else
        {
            request.Redirect = id;
            return true;
        }
        return false;
    }
}

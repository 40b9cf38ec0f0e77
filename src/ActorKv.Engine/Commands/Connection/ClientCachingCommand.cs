// CLIENT CACHING YES | NO
//
// Says whether the keys of the next command, or of the next transaction, are to be tracked: YES where they otherwise are not (OPTIN), NO where they
// otherwise are (OPTOUT).

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Tracking;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientCachingCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("CACHING")
    {
        Group = CommandGroup.Connection, Since = "6.0.0", Complexity = "O(1)",
        Summary = "Says whether the next command's keys are tracked.",
        Syntax = "<YES | NO>",
        Arity = 3, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        ClientTracking? tracking = session.Tracking;
        if (tracking is null)
        {
            session.Reply.Error("ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled"u8);
        }
        else if (args.NextIs("YES"u8))
        {
            Allow(session, tracking, TrackingOptions.OptIn, "ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode."u8);
        }
        else if (args.NextIs("NO"u8))
        {
            Allow(session, tracking, TrackingOptions.OptOut, "ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode."u8);
        }
        else session.Reply.Error(Errors.Syntax);
    }

    private static void Allow(Session session, ClientTracking tracking, TrackingOptions mode, ReadOnlySpan<byte> error)
    {
        if (!tracking.Has(mode))
        {
            session.Reply.Error(error);
            return;
        }
        tracking.IsCachingGiven = true;
        session.Reply.Ok();
    }
}

// CLIENT TRACKINGINFO
//
// Tells how the server tracks the keys that this connection reads, if it does.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Tracking;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientTrackingInfoCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("TRACKINGINFO")
    {
        Group = CommandGroup.Connection, Since = "6.2.0", Complexity = "O(1)",
        Summary = "Tells about the tracking of the connection's keys.",
        Arity = 2, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        RespWriter reply = session.Reply;
        List<string> flags = Flags(session.Tracking);
        reply.Map(3);
        reply.Bulk("flags"u8);
        reply.Set(flags.Count);
        foreach (string flag in flags) reply.Bulk(flag);
        reply.Bulk("redirect"u8);
        reply.Integer(session.Tracking?.Redirect ?? -1);
        reply.Bulk("prefixes"u8);
        reply.Array(session.Tracking?.Prefixes.Count ?? 0);
        foreach (byte[] prefix in session.Tracking?.Prefixes ?? []) reply.Bulk(prefix);
    }

    private static List<string> Flags(ClientTracking? tracking)
    {
        if (tracking is null) return ["off"];
        List<string> flags = ["on"];
        if (tracking.Has(TrackingOptions.Broadcast)) flags.Add("bcast");
        if (tracking.Has(TrackingOptions.OptIn)) flags.AddRange(tracking.IsCachingGiven ? ["optin", "caching-yes"] : ["optin"]);
        if (tracking.Has(TrackingOptions.OptOut)) flags.AddRange(tracking.IsCachingGiven ? ["optout", "caching-no"] : ["optout"]);
        if (tracking.Has(TrackingOptions.NoLoop)) flags.Add("noloop");
        if (tracking.IsBroken) flags.Add("broken_redirect");
        return flags;
    }
}

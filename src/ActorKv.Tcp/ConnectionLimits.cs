// What one client may make the server hold, and for how long it may be silent: timeout, client-query-buffer-limit and
// client-output-buffer-limit. Whoever goes beyond is closed, with a line in the log.
//
// Connection stops reading and executing for a client at bounds of its own, so a normal client reaches these by single large requests and
// replies. Nothing bounds what others publish: a subscriber that does not read is cut at the limits of the class pubsub. Clients that get
// pushes without a subscription (MONITOR, tracking) are normal ones in Redis, and not limited at all by default; here, what waits for them
// because of pushes is held to the hard limit of pubsub when their own class has none.

using ActorKv.Engine.Configuration;
using ActorKv.Engine.Sessions;

namespace ActorKv.Tcp;

internal struct ConnectionLimits
{
    // No buffer can be larger than an array.
    private const long MostInput = 1L << 30;

    private long _softSince;

    /// <summary>True when a limit depends on time passing.</summary>
    public static bool NeedClock(ServerOptions options, bool subscribers) =>
        options.Timeout > 0 || options.ClientOutputBufferLimits.Normal.Soft > 0 || (subscribers && options.ClientOutputBufferLimits.PubSub.Soft > 0);

    /// <summary>Why the client must go because of its unfinished request, or null.</summary>
    public static string? OnInput(ServerOptions options, long held) =>
        held > Math.Min(options.ClientQueryBufferLimit, MostInput) ? "client-query-buffer-limit" : null;

    /// <summary>Why the client must go because of what it does not read, or null.</summary>
    public string? OnOutput(ServerOptions options, Session session, long now)
    {
        OutputBufferLimits limits = options.ClientOutputBufferLimits;
        OutputBufferLimit limit = session.IsSubscribed ? limits.PubSub : limits.Normal;
        long pending = session.Output.Pending;
        if (limit.Hard == 0 && limits.PubSub.Hard > 0 && session.PendingPushes >= limits.PubSub.Hard) return "the hard client-output-buffer-limit of pubsub";
        if (limit.Hard > 0 && pending >= limit.Hard) return "the hard client-output-buffer-limit";
        if (limit.Soft == 0 || pending < limit.Soft) _softSince = 0;
        else if (_softSince == 0) _softSince = now;
        else if (now - _softSince > limit.SoftSeconds * 1000) return "the soft client-output-buffer-limit";
        return null;
    }

    /// <summary>Why the client must go because it has been silent, or null.</summary>
    public static string? OnSilence(ServerOptions options, long lastActive, long now) =>
        options.Timeout > 0 && now - lastActive > options.Timeout * 1000L ? "timeout" : null;
}

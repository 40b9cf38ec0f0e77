// What a CLIENT TRACKING ON asks for, and why it may be refused.

using ActorKv.Engine.Sessions;
using ActorKv.Engine.Tracking;

namespace ActorKv.Engine.Commands.Connection.Shared;

internal sealed class TrackingRequest
{
    public TrackingOptions Options { get; set; }

    public long Redirect { get; set; }

    public List<byte[]> Prefixes { get; } = [];

    /// <summary>The error when the client may not track so, given how it tracks now; null when it may.</summary>
    public string? Refusal(ClientTracking? now)
    {
        if (!Wants(TrackingOptions.Broadcast) && Prefixes.Count > 0) return "ERR PREFIX option requires BCAST mode to be enabled";
        if (now is not null && now.Has(TrackingOptions.Broadcast) != Wants(TrackingOptions.Broadcast))
            return "ERR You can't switch BCAST mode on/off before disabling tracking for this client, and then re-enabling it with a different mode.";
        if (Wants(TrackingOptions.Broadcast) && Wants(TrackingOptions.OptIn | TrackingOptions.OptOut)) return "ERR OPTIN and OPTOUT are not compatible with BCAST";
        if (Wants(TrackingOptions.OptIn) && Wants(TrackingOptions.OptOut)) return "ERR You can't specify both OPTIN mode and OPTOUT mode";
        if (now is not null && ((Wants(TrackingOptions.OptIn) && now.Has(TrackingOptions.OptOut)) || (Wants(TrackingOptions.OptOut) && now.Has(TrackingOptions.OptIn))))
            return "ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then re-enabling it with a different mode.";
        return Overlap(now);
    }

    /// <summary>How the client tracks from now on. Without a prefix, broadcasting is about all keys.</summary>
    public ClientTracking Apply(ClientTracking? now)
    {
        ClientTracking tracking = new(Options, Redirect);
        if (!Wants(TrackingOptions.Broadcast)) return tracking;
        foreach (byte[] prefix in now?.Prefixes ?? []) tracking.Prefixes.Add(prefix);
        foreach (byte[] prefix in Prefixes) tracking.Prefixes.Add(prefix);
        if (Prefixes.Count == 0) tracking.Prefixes.Add([]);
        return tracking;
    }

    // One change would be told twice.
    private string? Overlap(ClientTracking? now)
    {
        for (int i = 0; i < Prefixes.Count; i++)
        {
            foreach (byte[] known in now?.Prefixes ?? [])
                if (Overlaps(Prefixes[i], known)) return Overlapping(Prefixes[i], "an existing", known);
            for (int j = i + 1; j < Prefixes.Count; j++)
                if (Overlaps(Prefixes[i], Prefixes[j])) return Overlapping(Prefixes[i], "another provided", Prefixes[j]);
        }
        return null;
    }

    private static bool Overlaps(byte[] a, byte[] b) => a.AsSpan().StartsWith(b) || b.AsSpan().StartsWith(a);

    private static string Overlapping(byte[] prefix, string which, byte[] other) =>
        $"ERR Prefix '{SessionErrors.Text(prefix)}' overlaps with {which} prefix '{SessionErrors.Text(other)}'. Prefixes for a single client must not overlap.";

    private bool Wants(TrackingOptions any) => (Options & any) != 0;
}

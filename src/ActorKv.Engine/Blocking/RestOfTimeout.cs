// A blocking command whose key shard goes elsewhere is executed anew there, and waits the rest of its timeout. Nobody there knows what it has waited
// already, so the request itself asks for less:
//
//   BLPOP k 10                       after 4 s  ─►  BLPOP k 6
//   XREAD BLOCK 2500 STREAMS k $     after 3 s  ─►  XREAD BLOCK 1 STREAMS k $
//
// Never for 0, which is for ever: one whose time is over is tried once more, and answered then by whoever executes it. Where the timeout stands is what the
// command's syntax says.

using System.Globalization;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Engine.Blocking;

internal static class RestOfTimeout
{
    private const double Shortest = 0.001;

    /// <summary>The request with the rest of its timeout; the same when it waits for ever, or has no timeout that it could wait for.</summary>
    /// <param name="spec">Its command.</param>
    /// <param name="request">The request, as it was asked.</param>
    /// <param name="waited">For how long it has waited since.</param>
    public static Request Of(CommandSpec spec, Request request, TimeSpan waited)
    {
        int position = Find(spec, request, out double perSecond);
        if (position < 0 || !double.TryParse(request[position], NumberStyles.Float, CultureInfo.InvariantCulture, out double asked) || asked <= 0) return request;
        double rest = Math.Max(asked / perSecond - waited.TotalSeconds, Shortest) * perSecond;
        string text = rest.ToString(perSecond == 1 ? "0.###" : "0", CultureInfo.InvariantCulture);
        Request shorter = new() { WireLength = request.WireLength };
        for (int i = 0; i < request.Count; i++) shorter.AddOwn(i == position ? Encoding.ASCII.GetBytes(text) : request[i].ToArray());
        return shorter;
    }

    private static int Find(CommandSpec spec, Request request, out double perSecond)
    {
        perSecond = 1;
        if (spec.Syntax.StartsWith("timeout ", StringComparison.Ordinal)) return 1;
        if (spec.Syntax.EndsWith(" timeout", StringComparison.Ordinal)) return request.Count - 1;
        perSecond = 1000;
        return FindOption(request);
    }

    // The names of a group and its consumer may be any word.
    private static int FindOption(Request request)
    {
        for (int i = 1; i < request.Count - 1; i++)
        {
            if (Ascii.EqualsIgnoreCase(request[i], "STREAMS"u8)) break;
            if (Ascii.EqualsIgnoreCase(request[i], "BLOCK"u8)) return i + 1;
            if (Ascii.EqualsIgnoreCase(request[i], "GROUP"u8)) i += 2;
        }
        return -1;
    }
}

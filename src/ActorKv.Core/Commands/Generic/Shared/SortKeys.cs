// Where SORT's keys are, besides the first: for routing and COMMAND GETKEYS, before anybody has parsed the request. Both read as Redis'
// own key finder does: LIMIT takes two arguments, BY and GET one, the last STORE counts.

using System.Text;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Generic.Shared;

internal static class SortKeys
{
    /// <summary>Position of the destination, 0 when there is none.</summary>
    public static int FindDestination(Request request)
    {
        int found = 0;
        for (int at = 2; at < request.Count; at++)
        {
            ReadOnlySpan<byte> option = request[at];
            if (Ascii.EqualsIgnoreCase(option, "LIMIT"u8)) at += 2;
            else if (Ascii.EqualsIgnoreCase(option, "GET"u8) || Ascii.EqualsIgnoreCase(option, "BY"u8)) at++;
            else if (Ascii.EqualsIgnoreCase(option, "STORE"u8) && at + 1 < request.Count) found = ++at;
        }
        return found;
    }

    /// <summary>Whether BY or GET may look up keys: an argument with a '*' behind one of them.</summary>
    public static bool HasPatterns(Request request)
    {
        for (int at = 2; at + 1 < request.Count; at++)
        {
            ReadOnlySpan<byte> option = request[at];
            bool takesPattern = Ascii.EqualsIgnoreCase(option, "GET"u8) || Ascii.EqualsIgnoreCase(option, "BY"u8);
            if (takesPattern && request[at + 1].Contains((byte)'*')) return true;
        }
        return false;
    }
}
